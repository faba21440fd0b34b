"""Clitics and inflectional endings: what may come off a word, and on how much evidence.

The affixes are those of light10 (Larkey, Ballesteros and Connell 2007) and the remaining
proclitics and pronouns of written Arabic. Each row says how frequent the rest must be, as a
multiple of the whole word's frequency, before the affix is believed: ``ك`` before a noun is
rare, so ``كمال`` is hardly ``ك`` + ``مال``, while ``و`` before a verb is as common as the verb.
"""

from typing import Final, NamedTuple


class Affix(NamedTuple):
    """An affix, and what must be left of a word for it to come off.

    ``evidence`` is the minimum frequency of the rest, as a multiple of the whole word's, and
    ``least`` the minimum number of letters of the rest before its ending. Each of ``endings`` is
    tried in the affix's place, and the most frequent word is taken. ``after`` has the letters that
    may follow a prefix, empty for any. ``derives`` is true of an affix that makes another word and
    not another form of the same name.
    """

    form: str
    evidence: float
    least: int = 3
    endings: tuple[str, ...] = ("",)
    after: str = ""
    derives: bool = False


CONJUNCTIONS: Final = (Affix("و", 0.4), Affix("ف", 2.0))
"""The outermost proclitics; a word has at most one of them."""

PREPOSITIONS: Final = (
    Affix("ب", 0.5),
    Affix("ل", 0.3),
    Affix("ك", 6.0),
    Affix("س", 0.3, 4, after="ايتن"),
)
"""Proclitics between a conjunction and the word; a word has at most one of them."""

EVIDENCE_BEFORE_ARTICLE: Final = 0.05
"""Evidence asked for a proclitic that stands before the article, where there is less to doubt."""

RARE: Final = 100
"""Count in the lexicon up to which a word may lack its form with the article by chance."""

PRONOUNS: Final = tuple(
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
"""Attached pronouns. A rest in ت may be a feminine noun (حكومته), one in و or ي may end in the seat
of a hamza (اعضاوه), one in ا may stand for ى (مستواه)."""

MY: Final = (
    Affix("تي", 1.0, 3, ("ة",)),
    Affix("ايي", 1.0, 1, ("اء",)),
    Affix("اي", 10.0, 3, ("ي",)),  # مستشفاي, but شاي and other words news has
)
"""The pronoun of the first person where it changes the letters before it."""

PLURALS: Final = (
    Affix("تين", 1.0, 2, ("ة",), derives=True),
    Affix("تان", 1.0, 2, ("ة",), derives=True),
    Affix("ات", 0.03, 2, ("ة", ""), derives=True),
    Affix("ات", 0.005, 5, derives=True),  # of a long word seen in the plural only: مفاوضات
    Affix("اون", 10.0, 3, ("ي",), derives=True),
    Affix("وون", 0.1, 3, ("ي",), derives=True),
    Affix("ون", 0.1, 3, ("", "ي"), derives=True),
    Affix("ين", 0.1, 3, ("", "ي"), derives=True),
    Affix("ان", 4.0, derives=True),
    Affix("وا", 0.5, derives=True),
)
"""Endings of the dual, the sound plurals and the plural of past verbs."""

NISBA: Final = Affix("ي", 0.3, derives=True)
ACCUSATIVE: Final = Affix("ا", 1.0)
VERB_FEMININE: Final = Affix("ت", 0.3, derives=True)
ENDINGS: Final = (*MY, *PLURALS, NISBA, ACCUSATIVE, VERB_FEMININE)

FEMININE: Final = Affix("ة", 0.05)
"""Teh marbuta, which comes off adjectives only: كتابة is not the feminine of كتاب."""
