"""Clitics and inflectional endings: what may come off a word, and on how much evidence.

The affixes are those of light10 (Larkey, Ballesteros and Connell 2007) and the remaining
proclitics and pronouns of written Arabic. Each row says how frequent the rest must be, as a
multiple of the whole word's frequency, before the affix is believed: ``ك`` before a noun is
rare, so ``كمال`` is hardly ``ك`` + ``مال``, while ``و`` before a verb is as common as the verb.
"""

from typing import NamedTuple


class Affix(NamedTuple):
    """An affix, and what must be left for it to come off.

    ``evidence`` is the least frequency of the rest over that of the whole word, ``least`` the
    fewest letters of the rest before its ending. ``endings`` are tried in the affix's place,
    the most frequent word wins; ``after`` limits the letters that may stand after a prefix.
    ``derives`` marks what makes another word, not another form of the same name.
    """

    form: str
    evidence: float
    least: int = 3
    endings: tuple[str, ...] = ("",)
    after: str = ""
    derives: bool = False


# Outermost first; a word takes at most one of each kind ("ولل", "وبال", "فسي").
CONJUNCTIONS = (Affix("و", 0.4), Affix("ف", 2.0))
PREPOSITIONS = (Affix("ب", 0.5), Affix("ل", 0.3), Affix("ك", 6.0), Affix("س", 0.3, 4, after="ايتن"))
# Before the article there is less to doubt.
EVIDENCE_BEFORE_ARTICLE = 0.05
ARTICLE = Affix("ال", 0.01)
# Words seen less often than this may lack the article in the lexicon by chance.
RARE = 100

# Pronouns. A rest in ت may be a feminine noun (حكومته), one in و or ي may be a hamza's seat
# (اعضاوه), one in ا may be ى (مستواه).
PRONOUNS = tuple(
    affix
    for form, evidence in (
        ("هما", 0.5), ("كما", 1.0), ("هم", 0.5), ("هن", 1.0), ("ها", 0.3), ("كم", 1.0),
        ("نا", 0.5), ("ني", 1.0), ("ه", 0.3), ("ك", 3.0),
    )
    for affix in (
        Affix("ت" + form, evidence, 2, ("ة",)),
        Affix("او" + form, evidence, 1, ("اء",)),
        Affix("اي" + form, evidence, 1, ("اء",)),
        Affix("ا" + form, evidence, 2, ("ي",)),
        Affix(form, evidence),
    )
)  # fmt: skip
MY = (
    Affix("تي", 1.0, 3, ("ة",)),
    Affix("ايي", 1.0, 1, ("اء",)),
    Affix("اي", 10.0, 3, ("ي",)),  # مستشفاي, but شاي and other words news has
)
PLURALS = (
    Affix("تين", 1.0, 2, ("ة",), derives=True),
    Affix("تان", 1.0, 2, ("ة",), derives=True),
    Affix("ات", 0.03, 2, ("ة", ""), derives=True),
    # of a long word that news has in the plural only, as مفاوضات
    Affix("ات", 0.005, 5, derives=True),
    Affix("اون", 10.0, 3, ("ي",), derives=True),
    Affix("وون", 0.1, 3, ("ي",), derives=True),
    Affix("ون", 0.1, 3, ("", "ي", "ة"), derives=True),
    Affix("ين", 0.1, 3, ("", "ي"), derives=True),
    Affix("ان", 4.0, derives=True),
    Affix("وا", 0.5, derives=True),
)
NISBA = Affix("ي", 0.3, derives=True)
ACCUSATIVE = Affix("ا", 1.0)
VERB_FEMININE = Affix("ت", 0.3, derives=True)
ENDINGS = (*MY, *PLURALS, NISBA, ACCUSATIVE, VERB_FEMININE)
# Teh marbuta comes off adjectives only: كتابة is not the feminine of كتاب.
FEMININE = Affix("ة", 0.05)
