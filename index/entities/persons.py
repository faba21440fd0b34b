"""Persons: names as the tagger marks them, mended, and a few that rules are sure of."""

from index.analysis.verbs import VERBS
from index.article import Kind
from index.entities import classes as lx
from index.entities.features import bare_key, digits_alike, word_key
from index.entities.readings import Form, Word, strips
from index.entities.sentence import Sentence, Span
from index.entities.tables import folded, words_of_class
from index.entities.tagger import classes

_NEAR = 3
_KEPT = lx.GIVEN | lx.WEAK | lx.FAMILY | lx.HEAD
"""What a word is not likely to be by the accident of a particle before it."""


_DIVINE = {folded(word) for word in ("الدين", "الله")}
_BEFORE_DIVINE = words_of_class("divine")
_MONARCHS = words_of_class("monarch")
_ORDINALS = words_of_class("ordinal")
_AFTER = words_of_class("after")
_ATTACHED = ("بال", "وال", "فال", "كال", "لل")
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن")


def sure_person(sentence: Sentence, start: int) -> Span | None:
    """A person whom the words themselves give away, whatever stands around them.

    That is لطف الله with a family name, a listed given name before a listed family name, or a
    monarch by his number (الملك فلان الثاني).
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
    elif first.flags & lx.GIVEN and _family(second) and not second.flags & lx.PARTICLE:
        end = start + 2
        if second.key in _BEFORE_DIVINE and sentence.joined(end):
            end += sentence.words[end].whole.key in _DIVINE  # ابراهيم نصر الله
    elif second.key in _ORDINALS and start and first.flags & lx.UNKNOWN:
        crowned = sentence.words[start - 1].whole.key in _MONARCHS and sentence.joined(start)
        end = start + 2 if crowned else start
    else:
        end = start
    if end == start:
        return None
    end = _with_origin(sentence, start, end)
    return Span(start, end, "person", sentence.shown(first, start, end), listed=False)


def _family(word: Form) -> bool:
    """Whether a word is a family name, or none that is known and has the form: الشولتاكي."""
    form = word.key.startswith("ال") and word.key.endswith(("ي", "يه")) and len(word.key) > 5
    return bool(word.flags & lx.FAMILY) or (form and bool(word.flags & lx.UNKNOWN))


def _with_origin(sentence: Sentence, start: int, end: int) -> int:
    """Where a name ends that goes on with a family name of origin: طارق شنكال المصري."""
    if not sentence.joined(end) or sentence.words[end - 1].whole.flags & lx.SURE:
        return end
    word = sentence.words[end].whole
    masculine = word.key.startswith("ال") and word.key.endswith("ي")
    given = sentence.words[start].flags & lx.GIVEN
    return end + 1 if given and masculine and word.flags & lx.NISBA else end


def _without_what_follows(words: list[Word], start: int, end: int) -> int:
    """Where a name ends when verbs, objects and attached particles are off its end."""
    while end - start > 1:
        word = words[end - 1]
        key, flags = word.whole.key, word.whole.flags
        if words[end - 2].whole.flags & lx.PARTICLE or key in _ORDINALS:
            break  # عبد الرحمن, الحسن الثاني
        known = flags & (lx.NAME | lx.NISBA | lx.HEAD | lx.PARTICLE)
        attached = key.startswith(_ATTACHED)
        thing = flags & lx.COMMON and key.endswith("ا") and len(key) > 3  # هدفا
        other = attached or thing or _is_verb(key) or flags & (lx.FUNCTION | lx.SPEECH)
        another = key.startswith("و") and len(key) > 4 and _is_name(key[1:])  # وميسي
        if not ((not known and (other or another)) or key in _AFTER or _with_pronoun(word)):
            break
        end -= 1
    return end


def _is_name(key: str) -> bool:
    return bool(lx.lexicon().flags.get(key, 0) & lx.NAME)


def _is_verb(key: str) -> bool:
    """Whether a word is an imperfect in ي, known or of two: يستقبل, يتعهدان. رفعت is a name too."""
    return key.startswith("ي") and (key in VERBS or (key.endswith("ان") and len(key) > 5))


def _with_pronoun(word: Word) -> bool:
    """Whether a word is *and* and somebody's: وزملاؤه."""
    key, flags = word.whole.key, word.flags
    return key.startswith("و") and key.endswith(_PRONOUNS) and len(key) > 5 and not flags & lx.NAME


def tagged_name(sentence: Sentence, start: int, end: int, kind: Kind) -> Span | None:
    """Words ``start`` to ``end`` as a name, or None when there is nothing to show."""
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
        elif start and sentence.joined(start) and words[start - 1].whole.flags & lx.GIVEN:
            start -= 1
    if any(word.persian for word in words[max(0, start - _NEAR) : end + _NEAR]):
        return None  # it was taught no Persian
    first = first_form(sentence, start)
    unlikely = lx.COMMON | lx.GIVEN | lx.WEAK if kind == "person" else lx.COMMON
    if end - start == 1 and (first.flags & unlikely or _is_accusative(first)):
        return None  # what is listed the gazetteer finds, and knows سورية from فصائل سورية
    if all(_is_dual(word.whole) for word in words[start:end]):
        return None
    name = sentence.shown(first, start, end)
    return Span(start, end, kind, name, listed=False) if name.strip() else None


def _is_accusative(form: Form) -> bool:
    """Whether a word, none that is listed, is a common noun in the accusative: بئرا."""
    key, flags = form.key, lx.lexicon().flags
    unlisted = not form.flags & (lx.NAME | lx.NISBA)
    return unlisted and len(key) > 3 and key[-1] == "ا" and bool(flags.get(key[:-1], 0) & lx.COMMON)


def _is_dual(form: Form) -> bool:
    """Whether a word that is not listed is two of something: عيادتان; not طاجيكستان, كريستين."""
    key, listed = form.key, form.flags & (lx.NAME | lx.NISBA | lx.HEAD)
    return not listed and len(key) > 5 and key.endswith("تان") and not key.endswith("ستان")


def _before_a_name(word: Word, kind: Kind) -> bool:
    """Whether a word stands before a name and not in it: a title, بأن."""
    if word.whole.flags & lx.FUNCTION or word.whole.key in _DIVINE:
        return True
    common = bool(word.whole.flags & lx.COMMON)
    return kind == "person" and common and not word.flags & (lx.NAME | lx.UNSEEN)


def first_form(sentence: Sentence, start: int) -> Form:
    """The first word of a name without what is attached to it: لدمشق, وترامب."""
    word = sentence.words[start]
    if start and sentence.joined(start) and sentence.words[start - 1].flags & lx.ORG:
        return word.whole  # شركة لسان
    if word.bare is not None:
        return word.bare
    key, flags = digits_alike(word.whole.key), lx.lexicon().flags
    if not key:
        return word.whole
    bare = next((rest for rest in strips(key) if flags.get(rest, 0) & lx.PARTICLE), None)
    if bare is None and not word.whole.flags & (_KEPT | lx.COMMON):
        bare = bare_key(key, classes().rank)
    if bare is None:
        return word.whole
    shown = next((rest for rest in strips(word.whole.shown) if word_key(rest) == bare), bare)
    return Form(shown, bare, flags.get(bare, 0))
