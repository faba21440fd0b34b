"""A small corpus of Arabic news, so that ``naba demo`` works on a fresh install.

Some sixty short articles written for naba, under its licence: the events, the people and most
of the organisations in them are invented. They come in every common form and encoding, and with
what real news brings along: several spellings of one name, vowel marks and tatweel, digits of
both kinds, hashtags, embedded tweets, agency datelines, reprints, presentation forms, decomposed
and invisible characters.
"""

from pathlib import Path

_FORMS = frozenset({".csv", ".jsonl", ".rss", ".txt"})


def paths() -> list[Path]:
    """Return the files of the corpus, absolute, in order of name; all can be indexed."""
    here = Path(__file__).resolve().parent
    return sorted(path for path in here.iterdir() if path.suffix in _FORMS)
