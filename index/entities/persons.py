"""Persons: the names the tagger marks, mended at their edges, and names that rules are sure of."""

from index.analysis.verbs import VERBS
from index.entities import classes
from index.entities.clusters import word_clusters
from index.entities.features import bare_key, digits_alike, word_key
from index.entities.name_lists import name_lists
from index.entities.readings import Reading, Word, strips
from index.entities.sentence import Sentence, Span
from index.entities.tables import folded, words_of_class
from index.facets import Kind

_NEAR = 3
"""Words around a name that are looked at for letters of Persian."""
_KEPT = classes.GIVEN | classes.WEAK | classes.FAMILY | classes.HEAD
"""Classes that keep a proclitic from being stripped."""


_DIVINE = {folded(word) for word in ("الدين", "الله")}
_BEFORE_DIVINE = words_of_class("divine")
_MONARCHS = words_of_class("monarch")
_ORDINALS = words_of_class("ordinal")
_AFTER = words_of_class("after")
_ATTACHED = ("بال", "وال", "فال", "كال", "لل")
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن")


def sure_person(sentence: Sentence, start: int) -> Span | None:
    """Return a person that the words at ``start`` name whatever stands around them.

    These are names with الله and a family name, a listed given name before a listed family name,
    and a monarch with his number (الملك فلان الثاني).
    """
    if not sentence.joined(start + 1):
        return None
    first = sentence.words[start].whole
    second = sentence.words[start + 1].whole
    if second.key in _DIVINE:
        if first.key not in _BEFORE_DIVINE or not sentence.joined(start + 2):
            return None
        family = sentence.words[start + 2].whole
        end = start + 3 if _family(family) else start
    elif (
        first.classes & classes.GIVEN and _family(second) and not second.classes & classes.PARTICLE
    ):
        end = start + 2
        if second.key in _BEFORE_DIVINE and sentence.joined(end):
            end += sentence.words[end].whole.key in _DIVINE  # ابراهيم نصر الله
    elif second.key in _ORDINALS and start and first.classes & classes.UNKNOWN:
        crowned = sentence.words[start - 1].whole.key in _MONARCHS and sentence.joined(start)
        end = start + 2 if crowned else start
    else:
        end = start
    if end == start:
        return None
    end = _with_origin(sentence, start, end)
    return Span(start, end, "person", sentence.shown(first, start, end), listed=False)


def _family(word: Reading) -> bool:
    """Tell whether a word is a family name, or unknown and of the form of one: الشولتاكي."""
    form = word.key.startswith("ال") and word.key.endswith(("ي", "يه")) and len(word.key) > 5
    return bool(word.classes & classes.FAMILY) or (form and bool(word.classes & classes.UNKNOWN))


def _with_origin(sentence: Sentence, start: int, end: int) -> int:
    """Return where a name ends with a family name of origin after it: طارق شنكال المصري."""
    if not sentence.joined(end) or sentence.words[end - 1].whole.classes & classes.SURE:
        return end
    word = sentence.words[end].whole
    masculine = word.key.startswith("ال") and word.key.endswith("ي")
    given = sentence.words[start].classes & classes.GIVEN
    return end + 1 if given and masculine and word.classes & classes.NISBA else end


def _without_what_follows(words: list[Word], start: int, end: int) -> int:
    """Return where a name ends when verbs, objects and proclitics are taken off its end."""
    while end - start > 1:
        word = words[end - 1]
        key, own = word.whole.key, word.whole.classes
        if words[end - 2].whole.classes & classes.PARTICLE or key in _ORDINALS:
            break  # عبد الرحمن, الحسن الثاني
        known = own & (classes.NAME | classes.NISBA | classes.HEAD | classes.PARTICLE)
        attached = key.startswith(_ATTACHED)
        thing = own & classes.COMMON and key.endswith("ا") and len(key) > 3  # هدفا
        other = attached or thing or _is_verb(key) or own & (classes.FUNCTION | classes.SPEECH)
        another = key.startswith("و") and len(key) > 4 and _is_name(key[1:])  # وميسي
        if not ((not known and (other or another)) or key in _AFTER or _with_pronoun(word)):
            break
        end -= 1
    return end


def _is_name(key: str) -> bool:
    """Tell whether a folded word is a listed given or family name."""
    return bool(name_lists().classes.get(key, 0) & classes.NAME)


def _is_verb(key: str) -> bool:
    """Tell whether a word is an imperfect in ي, known or dual: يستقبل, يتعهدان."""
    return key.startswith("ي") and (key in VERBS or (key.endswith("ان") and len(key) > 5))


def _with_pronoun(word: Word) -> bool:
    """Tell whether a word is *and* with a possessed noun: وزملاؤه."""
    key = word.whole.key
    possessed = key.startswith("و") and key.endswith(_PRONOUNS) and len(key) > 5
    return possessed and not word.classes & classes.NAME


def tagged_name(sentence: Sentence, start: int, end: int, kind: Kind) -> Span | None:
    """Return words ``start`` to ``end`` as a name, or None when they are none."""
    words = sentence.words
    while end - start > 1 and _before_a_name(words[start], kind):
        start += 1
    if kind == "person":
        end = _without_what_follows(words, start, end)
        if _with_pronoun(words[start]):
            return None
        if words[end - 1].whole.key == "عبد" and sentence.joined(end):
            end += words[end].whole.key.startswith("ال")  # رنا عبد النور
        if end - start > 1:
            end = _with_origin(sentence, start, end)
        elif start and sentence.joined(start) and words[start - 1].whole.classes & classes.GIVEN:
            start -= 1
    if any(word.persian for word in words[max(0, start - _NEAR) : end + _NEAR]):
        return None  # the tagger was taught no Persian
    first = first_reading(sentence, start)
    unlikely = classes.COMMON | classes.GIVEN | classes.WEAK if kind == "person" else classes.COMMON
    if end - start == 1 and (first.classes & unlikely or _is_accusative(first)):
        return None  # the gazetteer finds listed words, and knows سورية from فصائل سورية
    if all(_is_dual(word.whole) for word in words[start:end]):
        return None
    name = sentence.shown(first, start, end)
    return Span(start, end, kind, name, listed=False) if name.strip() else None


def _is_accusative(reading: Reading) -> bool:
    """Tell whether an unlisted word is a common noun in the accusative: بئرا."""
    key, table = reading.key, name_lists().classes
    unlisted = not reading.classes & (classes.NAME | classes.NISBA)
    return (
        unlisted
        and len(key) > 3
        and key[-1] == "ا"
        and bool(table.get(key[:-1], 0) & classes.COMMON)
    )


def _is_dual(reading: Reading) -> bool:
    """Tell whether an unlisted word is a dual: عيادتان, but not طاجيكستان, كريستين."""
    key, listed = reading.key, reading.classes & (classes.NAME | classes.NISBA | classes.HEAD)
    return not listed and len(key) > 5 and key.endswith("تان") and not key.endswith("ستان")


def _before_a_name(word: Word, kind: Kind) -> bool:
    """Tell whether a word stands before a name and not in it: a title, بأن."""
    if word.whole.classes & classes.FUNCTION or word.whole.key in _DIVINE:
        return True
    common = bool(word.whole.classes & classes.COMMON)
    return kind == "person" and common and not word.classes & (classes.NAME | classes.UNSEEN)


def first_reading(sentence: Sentence, start: int) -> Reading:
    """Return the first word of a name without its proclitics: دمشق for لدمشق."""
    word = sentence.words[start]
    if start and sentence.joined(start) and sentence.words[start - 1].classes & classes.ORG:
        return word.whole  # شركة لسان
    if word.bare is not None:
        return word.bare
    key, table = digits_alike(word.whole.key), name_lists().classes
    if not key:
        return word.whole
    bare = next((rest for rest in strips(key) if table.get(rest, 0) & classes.PARTICLE), None)
    if bare is None and not word.whole.classes & (_KEPT | classes.COMMON):
        bare = bare_key(key, word_clusters().rank)
    if bare is None:
        return word.whole
    shown = next((rest for rest in strips(word.whole.shown) if word_key(rest) == bare), bare)
    return Reading(shown, bare, table.get(bare, 0))
