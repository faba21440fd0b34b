"""Names: those written as one word or as two, and those an affix must not be cut from."""

import re
from pathlib import Path

from index.analysis.lexicon import Lexicon

# Given names and family names in ا, ي, ان and the like. Nothing comes off them but an attached
# proclitic or article, and no adjective is traced back to one (خالدي is not خالد).
_PERSONS = """
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

# Places, and words of which the shorter word is another one (دولي is not of دول).
_OTHERS = """
    اسبانيا البحرين الدومينيكان الغابون القصرين المانيا اليابان ايطاليا بافاريا بردي بريدة برقة
    بروسيا بعقوبة بوتان بيروت بيلاروسيا جنين جورجيا حلوان خانقين دارين دومينيكا رومانيا ساموا سامراء
    سانت سانتا سلوفاكيا سلوفينيا سيدني صربيا صيدا ظهران عجلون غانا فوكلاند فيرجن كرمان كوبا ليون
    ماردين مارينا مالي نابلس يافا
    بلدية بولتون براون جمهوري جمهورية دولي عليا كوبري كوفي لورد لوكاس محافظة مستوطنة وايت واين
"""
PERSONS = frozenset(_PERSONS.split())
WHOLE = PERSONS.union(_OTHERS.split())

# Words that stand for more than one word once their ending is gone.
OTHER_STEMS = {"سورية": ("سوريا",), "بلدان": ("بلد",)}

# Nouns that lose their ي without article and pronoun.
_DEFECTIVE = """
    قاض محام ماض ثان داع متقاض مواز مساو اراض مبان مساع ضواح نواح مواش اهال ليال اغان
"""
DEFECTIVE = {word: word + "ي" for word in _DEFECTIVE.split()}

SPELLINGS_FILE = Path(__file__).with_name("spellings.txt")


def first_of_line(path: Path) -> dict[str, str]:
    """Return for each word of a table the first one of its line; ``#`` begins a comment line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    groups = (line.split() for line in lines if not line.startswith("#"))
    return {other: one for one, *others in groups for other in others}


# The stem under which the spellings of a word meet, by other spellings.
_SPELLINGS = first_of_line(SPELLINGS_FILE)
FOREIGN = frozenset(_SPELLINGS.values())
ONE_STEM = _SPELLINGS | DEFECTIVE

_SERVANT = re.compile("((?:[وف]?[بلك]?)عبد)(ال[ء-ي]{2,})")
_FATHER = re.compile("((?:[وف]?[بلك]?)ابو)([ء-ي]{3,})")


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
