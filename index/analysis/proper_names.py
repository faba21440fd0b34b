"""Names: those written as one word or as two, and those an affix must not be cut from."""

from pathlib import Path
from typing import Final

from index.analysis.compiled import FOLDER
from index.analysis.lexicon import Lexicon
from index.patterns import pattern

_PERSONS: Final = """
    ابراهيم احمد ادريس اسامة اسحاق اسماعيل الياس امين انس انور اياد ايمن ايهاب ايوب بدر برهان
    بسام بشار بشارة بشير بكر بلال بهاء توفيق ثامر جابر جاسم جبران جعفر جلال جمال جهاد جواد حاتم
    حازم حامد حبيب حسان حسن حسني حسين حمد حمدان حمدي حميد حيدر خاتمي خالد خضر خلدون خليفة خليل
    داود دينا رابين رامي رانيا ربيع ربيعة رشيد رضا رفعت رفيق رووف رياض زكي زياد زيد زينب سالم سام
    سامي سعاد سعد سعدي سعود سعيد سلمان سلمي سليم سليمان سمر سمير سهيل سيدي شادي شارون شاكر شاهين
    شعبان شكري شمعون شيبان شيرين صادق صالح صبحي صبري صدام صلاح طارق طالباني طاهر طلال عاصم عامر
    عايشة عباس عبيدة عثمان عدنان عرفات عزيز عصام علاء علي عماد عمار عمر عمران عمرو غازي غسان فادي
    فارس فاروق فاطمة فايز فايزة فتحي فرج فرحان فريد فهد فهمي فواز فوزي فيصل قاسم قحطان قيس كاظم
    كامل كريم كمال لوي ليلي مارون مالك مامون مجدي محسن محمد محمود مدحت مراد مروان مريم مصطفي معين
    منير مهدي مهند موسي نابليون نادر نادية نبيل نزار نعمان نعيم نوري نيكسون هادي هارون هاني هشام
    هناء وايل وسام وسيم وفاء وليد ياسر ياسين يحيي يهودا يوسف
"""

_OTHERS: Final = """
    اسبانيا البحرين الدومينيكان الغابون القصرين المانيا اليابان ايطاليا بافاريا بردي بريدة برقة
    بروسيا بعقوبة بوتان بيروت بيلاروسيا جنين جورجيا حلوان خانقين دارين دومينيكا رومانيا ساموا سامراء
    سانت سانتا سلوفاكيا سلوفينيا سيدني صربيا صيدا ظهران عجلون غانا فوكلاند فيرجن كرمان كوبا ليون
    ماردين مارينا مالي نابلس يافا فرعون
    لدينا بلدية بولتون براون جمهوري جمهورية دولي عليا كوبري كوفي لورد لوكاس محافظة مستوطنة وايت واين
"""
PERSONS: Final = frozenset(_PERSONS.split())
"""Given names and family names that end as if in an ending.

Nothing comes off them but a proclitic or the article, and no adjective is traced back to one
(خالدي is not of خالد).
"""

WHOLE: Final = PERSONS.union(_OTHERS.split())
"""Persons, places, and words whose shorter word is another one (دولي is not of دول)."""

OTHER_STEMS: Final = {"سورية": ("سوريا",), "بلدان": ("بلد",), "ابن": ("بن",)}
"""Further stems of words that stand for two words once their ending is gone."""

_DEFECTIVE: Final = """
    قاض محام ماض ثان داع متقاض مواز مساو اراض مبان مساع ضواح نواح مواش اهال ليال اغان
"""
DEFECTIVE: Final = {word: word + "ي" for word in _DEFECTIVE.split()}
"""Nouns that lose their ي without article and pronoun, and their stem with it."""

NAMES_FILE: Final = FOLDER / "names.txt"
SPELLINGS_FILE: Final = FOLDER / "spellings.txt"


def first_of_line(path: Path) -> dict[str, str]:
    """Return, for each word of a table but the first of a line, that first one.

    A line that begins with ``#`` is a comment.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    groups = (line.split() for line in lines if not line.startswith("#"))
    return {other: one for one, *others in groups for other in others}


def _words_of(path: Path) -> frozenset[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


LISTED: Final = _words_of(NAMES_FILE)
"""Names of one word, folded and without article, which keep every letter."""

_SPELLINGS: Final = first_of_line(SPELLINGS_FILE)
FOREIGN: Final = frozenset(_SPELLINGS.values())
"""Stems of foreign names that have several spellings."""

SPELLED: Final = frozenset(_SPELLINGS)
"""The other spellings of these."""

ONE_STEM: Final = _SPELLINGS | DEFECTIVE
"""The stem under which the spellings of a word meet, for every other spelling."""


def same_spellings(stem: str) -> tuple[str, ...]:
    """Return all spellings of a foreign name by its stem, none for a name that has one only."""
    if stem not in FOREIGN:
        return ()
    others = (other for other, one in _SPELLINGS.items() if one == stem)
    return (stem, *(other.replace("ة", "ه") for other in others))


_SHORT_NOUNS: Final = """
    اب اخ ام بث بر بط بق تل جد جن جو حب حث حج حد حر حس حظ حق حك حل حي خد خس خط خل دب دف دق دم
    ذل ذم رب رد رز رش رف رق ري زر زي سب ست سد سر سل سم سن شد شر شط شق شك شم شي صد صف صك ضخ ضد
    ضم طب طن ظل ظن عز عش عض عم غد غش غل غم فخ فر فك فل فم فن قر قس قش قص قط كد كر كف كل كم لب
    لد لص لف مخ مد مس مص ند نص هر هش ود يد
"""
SHORT_NOUNS: Final = frozenset(_SHORT_NOUNS.split())
"""Folded nouns of two letters that take the article and pronouns."""


def without_article(word: str) -> str:
    """Return a folded name without the article, which it may be written with or not."""
    return word[2:] if word[:2] == "ال" and len(word) > 4 else word


_SERVANT: Final = pattern("((?:[وف]?[بلك]?)عبد)(ال[ء-ي]{2,})")
_FATHER: Final = pattern("((?:[وف]?[بلك]?)ابو)([ء-ي]{3,})")


def parts(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words a folded word is indexed as: ``عبدالله`` gives ``عبد``, ``الله``.

    ``ابومازن`` is two words where the second is attested alone; ``ابوابها`` is not, as it
    belongs to ``ابواب``.
    """
    if "عبدال" in word and (joined := _SERVANT.fullmatch(word)):
        return joined.groups()
    if "ابو" in word:
        joined = _FATHER.fullmatch(word)
        if joined and not joined[2].startswith("اب") and lexicon.count(joined[2], 0):
            return (joined[1], *parts(joined[2], lexicon))
    elif word == "ابن":
        return ("بن",)
    return (word,)
