"""How an index lies on a cluster: names, settings, mapping, and whether they still hold.

An index at the address ``…/news`` is the alias ``news`` of one *generation* ``news-N``, which
has a document an article, beside ``news-N-names``, which has what holds for all articles.
``--rebuild`` makes the next generation, and at the end the alias goes over to it.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from index.cluster.views import SEPARATOR
from index.errors import ClusterError, IndexFormat
from index.facets import FACETS
from index.schema import ROOT_FIELD, STEM_SUFFIX, TEXT_FIELDS, versions

FORMAT = 2
"""Layout of documents on a cluster; raised whenever an older naba could not read them."""

KEY = "key"
"""The field that has a document's own id, by which all can be put in an order."""
RANKED = f"body{STEM_SUFFIX}"
"""The field whose similarity ranks articles before the best are looked at again."""
FORMS = "forms"
"""The field of an article's form keys (see :mod:`index.analysis.open_words`)."""
LENGTHS = {field: f"{field}_length" for field in TEXT_FIELDS}
"""For each text field the one of how many terms its stem view has in an article."""

_SHARDS, _REPLICAS = 1, 1
_WHOLE = {"type": "keyword", "ignore_above": 8191}
_NOT_SEARCHED = {"type": "keyword", "index": False, "doc_values": False}
_TEXT = {"type": "text", "analyzer": "naba_terms", "norms": False, "similarity": "occurrences"}

_VIEWS = tuple(field + suffix for field in TEXT_FIELDS for suffix in ("", STEM_SUFFIX))

_PROPERTIES: Mapping[str, Mapping[str, Any]] = {
    KEY: {"type": "keyword", "index": False},
    "id": _WHOLE,
    "article": {"type": "object", "enabled": False},
    "digest": _NOT_SEARCHED,
    "added": {"type": "long"},
    "date": {"type": "date", "format": "strict_date"},
    **dict.fromkeys(_VIEWS, _TEXT),
    RANKED: {"type": "text", "analyzer": "naba_terms", "similarity": "ranked"},
    ROOT_FIELD: {**_TEXT, "analyzer": "naba_weighted", "index_options": "freqs"},
    FORMS: {"type": "keyword"},
    "named": {"type": "keyword", "doc_values": False},
    **{name: {"type": "integer", "index": False} for name in LENGTHS.values()},
    **{name: {"type": "keyword", "eager_global_ordinals": True} for name in FACETS},
    **dict.fromkeys(("path", "local", "file"), _WHOLE),
}

_NOT_KEPT = (
    KEY,
    *_VIEWS,
    ROOT_FIELD,
    FORMS,
    "named",
    *LENGTHS.values(),
    "path",
    "local",
    "file",
)
"""Fields that are made anew of an article, and so are not stored a second time."""

_ANALYSIS = {
    "tokenizer": {
        "positions": {"type": "char_group", "tokenize_on_chars": [" "], "max_token_length": 4096}
    },
    "filter": {
        "several": {
            "type": "pattern_capture",
            "preserve_original": False,
            "patterns": [f"([^{SEPARATOR}]+)"],
        },
        "weighted": {"type": "delimited_term_freq", "delimiter": SEPARATOR},
    },
    "analyzer": {
        "naba_terms": {"type": "custom", "tokenizer": "positions", "filter": ["several"]},
        "naba_weighted": {"type": "custom", "tokenizer": "positions", "filter": ["weighted"]},
    },
}

_SIMILARITY = {
    "occurrences": {
        "type": "scripted",
        "script": {"source": "return query.boost * doc.freq;"},
    },
    # The number of occurrences where no boost was given, BM25 times the boost otherwise.
    "ranked": {
        "type": "scripted",
        "script": {
            "source": "if (query.boost == 1.0) { return doc.freq; } "
            "double length = 1.0 * doc.length * field.docCount / field.sumTotalTermFreq; "
            "double norm = 2.04 * (0.25 + 0.75 * length); "
            "return query.boost * doc.freq / (doc.freq + norm);"
        },
    },
}

_NAMES_PROPERTIES: Mapping[str, Mapping[str, Any]] = {
    KEY: {"type": "keyword", "index": False},
    "kind": {"type": "keyword"},
    "local": {"type": "keyword", "index": False, "doc_values": False},
    "canonical": {"type": "keyword", "index": False, "doc_values": False},
    "value": {"type": "keyword", "index": False, "doc_values": False},
    "manifest": {"type": "object", "enabled": False},
}


def articles_index(name: str, generation: int) -> str:
    """Return the name of an index of articles."""
    return f"{name}-{generation}"


def names_index(articles: str) -> str:
    """Return the name of the companion of an index of articles."""
    return f"{articles}-names"


def articles_body(shards: int | None, replicas: int | None) -> dict[str, Any]:
    """Return what makes an index of articles.

    Nothing is refreshed but by us: an article is seen after the commit that it is part of.
    """
    return {
        "settings": {
            "number_of_shards": shards or _SHARDS,
            "number_of_replicas": _REPLICAS if replicas is None else replicas,
            "refresh_interval": "-1",
            "analysis": _ANALYSIS,
            "similarity": _SIMILARITY,
        },
        "mappings": {
            "_meta": {"naba": stamp()},
            "dynamic": "strict",
            "_source": {"excludes": list(_NOT_KEPT)},
            "properties": _PROPERTIES,
        },
    }


def names_body(replicas: int | None) -> dict[str, Any]:
    """Return what makes the companion of an index of articles."""
    return {
        "settings": {
            "number_of_shards": 1,
            "number_of_replicas": _REPLICAS if replicas is None else replicas,
            "refresh_interval": "-1",
        },
        "mappings": {"dynamic": "strict", "properties": _NAMES_PROPERTIES},
    }


def stamp() -> dict[str, int]:
    """Return what decides whether an index on a cluster and this program understand each other."""
    return {**versions(), "format": FORMAT}


def require_ours(index: str, found: Mapping[str, Any]) -> None:
    """Raise IndexFormat for an index of another version, ClusterError for one that was changed.

    ``found`` is what the cluster answers about the index: its mappings and settings.
    """
    mappings = found["mappings"]
    theirs = mappings.get("_meta", {}).get("naba")
    if not theirs:
        raise IndexFormat("the index {index} is none of naba's: choose another name", index=index)
    if theirs != stamp():
        raise IndexFormat(
            "the index {index} was made by another version of naba ({theirs}, here {ours}): "
            "renew it with naba index --rebuild PATH",
            index=index,
            theirs=_told(theirs),
            ours=_told(stamp()),
        )
    changed = [*_changes(mappings, found["settings"]["index"])]
    if changed:
        raise ClusterError(
            "someone has changed the mapping or the settings of {index} ({changed}), so that "
            "answers would be wrong: renew it with naba index --rebuild PATH",
            index=index,
            changed=", ".join(changed)[:200],
        )


def _told(versions: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {number}"[:40] for name, number in sorted(versions.items()))


def _changes(mappings: Mapping[str, Any], settings: Mapping[str, Any]) -> Iterator[str]:
    """Yield what of an index is not as it was made."""
    if mappings.get("dynamic") != "strict":
        yield "dynamic"
    if {*mappings.get("_source", {}).get("excludes", ())} != {*_NOT_KEPT}:
        yield "_source"
    properties = mappings.get("properties", {})
    for name in sorted({*properties, *_PROPERTIES}):
        if _plain(properties.get(name)) != _plain(_PROPERTIES.get(name)):
            yield name
    for name, ours in (("analysis", _ANALYSIS), ("similarity", _SIMILARITY)):
        if _plain(settings.get(name)) != _plain(ours):
            yield name


def _plain(value: object) -> object:
    """Return a setting in the form in which a cluster gives it back: all texts."""
    if isinstance(value, Mapping):
        return {str(name): _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return str(value).lower() if isinstance(value, bool) else str(value)
