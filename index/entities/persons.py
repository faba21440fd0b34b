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
_LEAST = 0.7
"""Margin of the tagger below which a name that begins with no given name is none."""
_LEAD = 3.0
"""Margin from which on the first word of a name is part of it, whatever the tables say."""
_ALONE: dict[Kind, float] = {"person": 3.0, "place": 4.0, "org": 4.0}
"""Margins from which on a single word that is also a common word is a name."""
_KEPT = classes.GIVEN | classes.WEAK | classes.FAMILY | classes.HEAD | classes.BORNE
"""Classes that keep a proclitic from being stripped."""

_DIVINE = {folded(word) for word in ("الدين", "الله")}
_GOD = folded("الله")
_BEFORE_DIVINE = words_of_class("divine")
_MONARCHS = words_of_class("monarch")
_ORDINALS = words_of_class("ordinal")
_AFTER = words_of_class("after")
_KIN = frozenset(map(folded, ("بن", "ابن", "بنت", "آل", "ولد")))
"""Words after which a name goes on: سلمان بن خالد, تركي آل الشيخ."""
_COMPOUND = frozenset(map(folded, ("عبد", "أبو", "أبي", "وعبد", "وأبو", "لعبد", "بن", "آل", "ولد")))
"""Words that are half of a name: عبد الله, أبو مازن."""
_AND_SON = "وبن"
_ATTACHED = ("بال", "وال", "فال", "كال", "لل")
_PRONOUNS = ("ه", "ها", "هم", "هما", "هن")


def sure_person(sentence: Sentence, start: int) -> Span | None:
    """Return a person that the words at ``start`` name whatever stands around them.

    These are names with الله and a family name, a listed given name before a family name, and a
    monarch with his number (الملك فلان الثاني).
    """
    if not sentence.joined(start + 1):
        return None
    first = sentence.words[start].whole
    second = sentence.words[start + 1].whole
    given = sentence.words[start].reading(classes.GIVEN | classes.FORENAME | classes.WEAK)
    end = start
    if second.key in _DIVINE:
        if first.key in _BEFORE_DIVINE and sentence.joined(start + 2):
            end = start + 3 if _family(sentence.words[start + 2].whole) else start
    elif second.key in _ORDINALS and start and first.classes & classes.UNKNOWN:
        crowned = sentence.words[start - 1].whole.key in _MONARCHS and sentence.joined(start)
        end = start + 2 if crowned else start
    elif given is not None and (
        _goes_together(given, second)
        if given is first
        else _goes_together_attached(given, second, first.key[0])
    ):
        first = given
        end = start + 2
        if sentence.joined(end):
            end += sentence.words[end].whole.key in _DIVINE  # ابراهيم نصر الله
    if end == start:
        return None
    end = _with_kin(sentence, _with_origin(sentence, start, end))
    return Span(start, end, "person", sentence.shown(first, start, end), listed=False)


def _goes_together(given: Reading, family: Reading) -> bool:
    """Tell whether a given name and the word after it are those of a person."""
    if family.classes & classes.PARTICLE or given.classes & classes.NISBA:
        return False
    if family.classes & (classes.TITLE | classes.FUNCTION | classes.NISBA):
        return bool(given.classes & classes.GIVEN) and bool(family.classes & classes.FAMILY)
    if given.classes & classes.GIVEN:
        return _family(family) or bool(
            family.classes & classes.SURNAME
            and not family.classes & (classes.WEAK | classes.HEAD | classes.COMMON)
        )
    if (given.classes | family.classes) & (classes.TITLE | classes.SPEECH) or (
        given.classes & classes.HEAD or _is_place(family)
    ):
        return False
    if not given.classes & classes.FORENAME:
        return bool(family.classes & classes.SURE) and not family.classes & classes.COMMON
    if given.classes & classes.COMMON:
        return bool(family.classes & classes.FAMILY) and not family.classes & classes.COMMON
    return bool(family.classes & classes.SURNAME) and not family.classes & classes.COMMON


def _goes_together_attached(given: Reading, family: Reading, proclitic: str) -> bool:
    """Tell whether a given name after a proclitic and the word after it are those of a person."""
    if family.classes & (classes.PARTICLE | classes.TITLE | classes.FUNCTION | classes.NISBA):
        return False
    known = classes.GIVEN | (classes.FORENAME if proclitic == "و" else 0)
    if given.classes & known and family.classes & classes.FAMILY:
        return not family.classes & classes.COMMON or bool(given.classes & classes.GIVEN)
    return (
        family.key.startswith("ال")
        and bool(family.classes & classes.SURNAME)
        and not (given.classes | family.classes) & (classes.COMMON | classes.HEAD | classes.TITLE)
    )


def _is_place(word: Reading) -> bool:
    """Tell whether a word is listed as something else than a person's short name."""
    return any(listed.kind != "person" for listed in name_lists().alone.get(word.key, ()))


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


def _with_kin(sentence: Sentence, end: int) -> int:
    """Return where a name ends that goes on with بن or آل: تركي بن عبدالله آل الشيخ."""
    while sentence.joined(end) and sentence.joined(end + 1):
        after = sentence.words[end + 1].whole
        if sentence.words[end].whole.key not in _KIN or after.classes & classes.FUNCTION:
            break
        end += 2
        if after.key in _COMPOUND and sentence.joined(end):
            end += 1
    return end


def _with_halves(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return where a name begins and ends with the other halves of عبد الله, أبو مازن."""
    words = sentence.words
    if start and sentence.joined(start) and words[start - 1].whole.key in _COMPOUND:
        start -= 1
        if words[start].whole.key in _KIN and start and sentence.joined(start):
            start -= bool(words[start - 1].classes & (classes.GIVEN | classes.FORENAME))
    if words[end - 1].whole.key in _COMPOUND and sentence.joined(end):
        end += not words[end].whole.classes & classes.FUNCTION
    return start, end


def _without_what_follows(words: list[Word], start: int, end: int) -> int:
    """Return where a name ends when verbs, objects and proclitics are taken off its end."""
    while end - start > 1:
        word = words[end - 1]
        key, own = word.whole.key, word.whole.classes
        if words[end - 2].whole.classes & classes.PARTICLE or key in _ORDINALS:
            break  # عبد الرحمن, الحسن الثاني
        known = own & (
            classes.NAME | classes.NISBA | classes.HEAD | classes.PARTICLE | classes.BORNE
        )
        attached = key.startswith(_ATTACHED)
        thing = own & classes.COMMON and key.endswith("ا") and len(key) > 3  # هدفا
        other = attached or thing or _is_verb(key) or own & (classes.FUNCTION | classes.SPEECH)
        another = key.startswith("و") and len(key) > 4 and _is_name(key[1:])  # وميسي
        if not ((not known and (other or another)) or key in _AFTER or _with_pronoun(word)):
            break
        end -= 1
    beside = (at for at in range(start + 1, end) if words[at].whole.key == _AND_SON)
    return next(beside, end)  # محمد بن سلمان وبن زايد


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


def tagged_name(
    sentence: Sentence, start: int, end: int, kind: Kind, margin: float, lead: float
) -> Span | None:
    """Return words ``start`` to ``end``, which the tagger marks, as a name, or None.

    ``margin`` and ``lead`` are those of :class:`~index.entities.tagger.TaggedName`.
    """
    words = sentence.words
    while end - start > 1 and lead < _LEAD and _before_a_name(words[start], kind):
        start += 1
    if kind == "person":
        if _with_pronoun(words[start]) or _is_prayer(sentence, start, end):
            return None
        start, end = _person_edges(sentence, start, end)
    elif kind == "place":
        while end - start > 1 and words[end - 1].whole.classes & classes.ORIGIN:
            if not words[start].classes & classes.HEAD or words[end - 1].whole.key[:2] != "ال":
                break
            end -= 1  # جدة السعودية
    if sentence.persian and any(w.persian for w in words[max(0, start - _NEAR) : end + _NEAR]):
        return None  # the tagger was taught no Persian
    first = first_reading(sentence, start)
    given = first.classes & (classes.GIVEN | classes.FORENAME) and end - start > 1
    if margin < _LEAST and not (given and kind == "person"):
        return None
    if end - start == 1 and margin < _ALONE[kind] and _unlikely(first, kind):
        return None
    if _is_dual(words[start].whole) and all(_is_dual(word.whole) for word in words[start:end]):
        return None
    name = sentence.shown(first, start, end)
    return Span(start, end, kind, name, listed=False) if name.strip() else None


def _person_edges(sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """Return where a person's name begins and ends that the tagger marks in part or too far."""
    words = sentence.words
    end = _without_what_follows(words, start, end)
    start, end = _with_halves(sentence, start, end)
    if end - start > 1:
        end = _with_origin(sentence, start, end)
    elif start and sentence.joined(start):
        own = words[start - 1].classes
        given = own & classes.GIVEN or (own & classes.FORENAME and not own & classes.TITLE)
        start -= bool(given) and not own & classes.PARTICLE
    return start, _with_kin(sentence, end)


def _is_prayer(sentence: Sentence, start: int, end: int) -> bool:
    """Tell whether words speak of God, and name nobody: حمد الله, إن شاء الله, رحمه الله.

    A name with الله stands after a title or a given name, or goes on with a family name, or is
    one of عبد: الشيخ فضل الله, رامي الحمد الله, عبد الله.
    """
    keys = [word.whole.key for word in sentence.words[start:end]]
    if _GOD not in keys:
        return False
    at = keys.index(_GOD)
    if at == 0:
        return True
    if at > 1 or keys[0].endswith(folded("عبد")):
        return False
    before = sentence.words[start - 1].classes if start and sentence.joined(start) else 0
    if before & (classes.TITLE | classes.GIVEN):
        return False
    return end - start == 2 or keys[0] not in _BEFORE_DIVINE


def _unlikely(first: Reading, kind: Kind) -> bool:
    """Tell whether a single word is no name unless the tagger is sure of it.

    Listed words are left to the gazetteer, which knows سورية from فصائل سورية.
    """
    own = classes.COMMON | (classes.GIVEN | classes.WEAK if kind == "person" else 0)
    return bool(first.classes & own) or _is_accusative(first)


def _is_accusative(reading: Reading) -> bool:
    """Tell whether an unlisted word is a common noun in the accusative: بئرا."""
    key, table = reading.key, name_lists().classes
    unlisted = not reading.classes & (classes.NAME | classes.NISBA | classes.BORNE)
    common = table.get(key[:-1], 0) & classes.COMMON
    return unlisted and len(key) > 3 and key[-1] == "ا" and bool(common)


def _is_dual(reading: Reading) -> bool:
    """Tell whether an unlisted word is a dual: عيادتان, but not طاجيكستان, كريستين."""
    key, listed = reading.key, reading.classes & (classes.NAME | classes.NISBA | classes.HEAD)
    return not listed and len(key) > 5 and key.endswith("تان") and not key.endswith("ستان")


def _before_a_name(word: Word, kind: Kind) -> bool:
    """Tell whether a word stands before a name and not in it: a title, بأن."""
    if word.whole.classes & classes.FUNCTION or word.whole.key == "الدين":
        return True
    common = bool(word.whole.classes & classes.COMMON)
    names = classes.NAME | classes.UNSEEN | classes.FORENAME
    return kind == "person" and common and not word.classes & names


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
    if key == _AND_SON:
        return Reading("بن", "بن", table["بن"])
    bare = next((rest for rest in strips(key) if table.get(rest, 0) & classes.PARTICLE), None)
    if bare is None and not word.whole.classes & (_KEPT | classes.COMMON):
        bare = bare_key(key, word_clusters().rank)
    if bare is None:
        return word.whole
    shown = next((rest for rest in strips(word.whole.shown) if word_key(rest) == bare), bare)
    return Reading(shown, bare, table.get(bare, 0))
