"""Clitics and inflectional endings: what may come off a word, and on how much evidence.

The affixes are those of light10 (Larkey, Ballesteros and Connell 2007) and the remaining
proclitics and pronouns of written Arabic. Each row says how frequent the rest must be, as a
multiple of the whole word's frequency, before the affix is believed: ``ك`` before a noun is
rare, so ``كمال`` is hardly ``ك`` + ``مال``, while ``و`` before a verb is as common as the verb.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Affix:
    """An affix, what must stand before it comes off, and what to put in its place.

    ``evidence`` is the least frequency of the rest over that of the whole word;
    ``least_rest`` the least letters of the rest; ``endings`` are tried in its place in turn.
    """

    form: str
    evidence: float
    least_rest: int = 3
    endings: tuple[str, ...] = ("",)


# Outermost first; each may be followed by those after it ("ولل", "وبال", "فسي").
CONJUNCTIONS = (Affix("و", 0.4), Affix("ف", 4.0))
PREPOSITIONS = (Affix("ب", 1.2), Affix("ل", 1.2), Affix("ك", 6.0))
FUTURE = Affix("س", 0.3, 4)
FUTURE_BEFORE = frozenset("ايتن")
ARTICLE = Affix("ال", 0.01, 2)
# A proclitic with the article is never doubted in a word the lexicon has not seen.
OPEN_PREFIXES = ("وبال", "وكال", "فبال", "وال", "بال", "كال", "فال", "ولل", "فلل", "لل")

_NOUN = ("", "ء", "ي")  # كتابه: كتاب, اعضاوه: اعضاء (seat dropped), مستواه: مستوى
PRONOUNS = (
    Affix("هما", 0.5), Affix("كما", 1.0), Affix("هم", 0.5), Affix("هن", 1.0),
    Affix("ها", 0.3), Affix("كم", 1.0), Affix("نا", 0.5), Affix("ني", 1.0),
    Affix("ه", 0.3), Affix("ك", 3.0),
)  # fmt: skip
PLURALS = (
    Affix("تين", 1.0, 2, ("ة",)), Affix("تان", 1.0, 2, ("ة",)),
    Affix("ات", 0.03, 3, ("ة", "")),
    Affix("ون", 0.1), Affix("ين", 0.1), Affix("ان", 4.0), Affix("وا", 0.5),
)  # fmt: skip
FEMININE = Affix("ة", 0.3)
NISBA = Affix("ي", 0.3)
ACCUSATIVE = Affix("ا", 1.0)
VERB_FEMININE = Affix("ت", 0.3)
