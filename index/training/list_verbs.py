"""List verbs of news that the table of verbs has not yet, to be read over.

    python -m index.training.list_verbs

Arramooz (Zerrouki, GPL) has verbs with their vowels and how common they and their homographs are;
libqutrub (Zerrouki, GPL) conjugates them. Prints, the commonest first, how common each verb is and
its line as in ``index/analysis/verbs.txt``: the imperfects that the lexicon has, or both of a verb
that is common in Arramooz only; with a mark where the perfect is rather another word.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

from index.analysis.lexicon import lexicon
from index.analysis.normalize import fold_keeping_teh
from index.analysis.proper_names import LISTED, ONE_STEM, WHOLE
from index.analysis.stopwords import is_folded_stopword
from index.analysis.verbs import OTHER_WORD, lines

_LEAST_USED = 300
_LEAST_USED_OF_ROOTS = 800
"""Minimum frequency of a verb in Arramooz, and of one of three or four letters."""

_LEAST_COUNT = 5
"""Minimum count in the lexicon of an imperfect, and of a word with the article for a noun."""

_MOST_SEEN = 0.015
"""Count of an imperfect in the lexicon, as a share of its verb's frequency in Arramooz, above which
it is another word: يوسف is none of أسف."""

_LEAST_SHARE = 0.05
"""Minimum share of a verb in an imperfect that is of several."""

_MUCH_MORE = 3
"""How many times as common as a verb another word of its letters may be."""

_WEAK = frozenset("اوي")
_SHADDA = "\u0651"
_PAST, _PRESENT = "الماضي المعلوم", "المضارع المعلوم"
_HE, _SHE = "هو", "هي"

Frequencies = Mapping[str, int]


class _Verb(NamedTuple):
    """A verb's folded third persons and how common it is."""

    used: int
    perfect: str
    feminine_past: str
    masculine: str
    feminine: str


def candidates(folder: Path) -> Iterator[tuple[int, str]]:
    """Yield how common each verb is that the table has not, and its line, in no order.

    ``folder`` has the dictionaries of Arramooz.
    """
    used, others, nouns_of_verbs = _dictionary(folder)
    verbs = list(_conjugated(folder, used))
    of_imperfect: Counter[str] = Counter()
    for verb in verbs:
        of_imperfect[verb.masculine] += verb.used
    had = {(line[0].lstrip(OTHER_WORD), form) for line in lines() for form in line[1:]}
    for verb in verbs:
        if (verb.perfect, verb.masculine) in had or verb.perfect in ONE_STEM:
            continue
        forms = _imperfects(verb, of_imperfect[verb.masculine])
        if forms:
            homographs = others[verb.perfect]
            mark = OTHER_WORD if _is_other_word(verb, homographs, nouns_of_verbs) else ""
            if mark and not _is_attested(verb):
                continue
            yield verb.used, " ".join((mark + verb.perfect, *forms))


def _dictionary(folder: Path) -> tuple[Frequencies, Mapping[str, Frequencies], set[str]]:
    """Return how common verbs are by their spelling, other words by kind, and nouns of verbs."""
    used: Counter[str] = Counter()
    others: dict[str, Counter[str]] = defaultdict(Counter)
    with sqlite3.connect(folder / "wordfreq.sqlite") as words:
        for vocalized, written, kind, count in words.execute(
            "SELECT vocalized, unvocalized, word_type, freq FROM wordfreq"
        ):
            if kind == "verb":
                used[_spelled(vocalized)] += count
            else:
                others[fold_keeping_teh(written)][kind] += count
    with sqlite3.connect(folder / "arabicdictionary.sqlite") as words:
        nouns = words.execute("SELECT unvocalized FROM nouns WHERE wordtype LIKE 'مصدر%'")
        return used, others, {fold_keeping_teh(noun) for (noun,) in nouns}


def _conjugated(folder: Path, used: Frequencies) -> Iterator[_Verb]:
    """Yield each verb that is common enough, with the imperfect that news has most often."""
    from libqutrub.mosaref_main import do_sarf

    found: dict[str, list[_Verb]] = defaultdict(list)
    with sqlite3.connect(folder / "arabicdictionary.sqlite") as words:
        rows = words.execute("SELECT vocalized, future_type FROM verbs").fetchall()
    for vocalized, vowel in rows:
        spelled = _spelled(vocalized)
        if used.get(spelled, 0) < _LEAST_USED:
            continue
        tenses = do_sarf(vocalized, vowel or "فتحة", alltense=True, display_format="DICT")
        if tenses.get(_PRESENT, {}).get(_HE):
            past, present = tenses[_PAST], tenses[_PRESENT]
            forms = (vocalized, past[_SHE], present[_HE], present[_SHE])
            found[spelled].append(_Verb(used[spelled], *map(fold_keeping_teh, forms)))
    for verbs in found.values():
        yield max(verbs, key=lambda verb: _count(verb.masculine) + _count(verb.feminine))


def _spelled(vocalized: str) -> str:
    """Return the spelling of a verb by which it is counted: with shadda, without vowels."""
    return fold_keeping_teh(vocalized.replace(_SHADDA, "-"))


def _imperfects(verb: _Verb, all_used: int) -> list[str]:
    """Return the imperfects of a verb that are to stand in the table, none if it is not to."""
    seen, feminine = _count(verb.masculine), _is_feminine(verb)
    if _is_taken(verb.masculine, verb):
        return []
    several = all_used > verb.used
    if several and verb.used < _LEAST_SHARE * all_used:
        return []
    if _is_attested(verb):
        if not several and seen + feminine * _count(verb.feminine) > _MOST_SEEN * verb.used:
            return []
    elif verb.used < (_LEAST_USED if len(verb.perfect) > 4 else _LEAST_USED_OF_ROOTS):
        return []
    keeps = (feminine or not _count(verb.feminine)) and not _is_taken(verb.feminine, verb)
    return [verb.masculine, verb.feminine] if keeps else [verb.masculine]


def _is_attested(verb: _Verb) -> bool:
    """Tell whether the lexicon has an imperfect of a verb."""
    if _count(verb.masculine) >= _LEAST_COUNT:
        return True
    return _is_feminine(verb) and _count(verb.feminine_past) > 0


def _is_feminine(verb: _Verb) -> bool:
    """Tell whether what news writes as the feminine of an imperfect is that and no noun in ت."""
    seen = _count(verb.feminine)
    return _LEAST_COUNT <= seen <= 3 * _count(verb.masculine) + 20 and not _is_taken(
        verb.feminine, verb
    )


def _is_taken(form: str, verb: _Verb) -> bool:
    """Tell whether a form is a name, a stop word, or a noun with the article."""
    if form in LISTED or form in WHOLE or is_folded_stopword(form):
        return True
    seen = _count(verb.masculine) + _count(verb.feminine)
    return _count("ال" + form) >= max(_LEAST_COUNT, 0.1 * seen)


def _is_other_word(verb: _Verb, homographs: Frequencies, nouns_of_verbs: set[str]) -> bool:
    """Tell whether the letters of a perfect are rather a word of another meaning, or a name."""
    perfect, used = verb.perfect, verb.used
    is_own_noun = perfect in nouns_of_verbs
    others = sum(n for kind, n in homographs.items() if not (kind == "noun" and is_own_noun))
    if others > _MUCH_MORE * used or homographs.get("adj_comp", 0) > used:
        return True
    if homographs.get("noun_prop", 0) > used or perfect in LISTED or perfect in WHOLE:
        return True
    if is_folded_stopword(perfect) or (perfect[:2] == "ال" and _count(perfect[2:])):
        return True
    nominal = not _WEAK.isdisjoint(perfect) and perfect[0] != "ت" and not is_own_noun
    definite = _count("ال" + perfect)
    return nominal and definite >= max(_LEAST_COUNT, 0.3 * _count(perfect))


def _count(word: str) -> int:
    return lexicon().count(word, 0)


if __name__ == "__main__":
    with as_file(files("arramooz") / "data") as dictionary:
        for how_common, line in sorted(candidates(dictionary), reverse=True):
            print(how_common, line)
