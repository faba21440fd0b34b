"""The rules of names compiled and as they are written say the same."""

import pytest

import index.entities
from index.entities import compiled
from tests.analysis.test_compiled import told

FILE = "import sys, index.entities.tagged; print(sys.modules['index.entities.tagged'].__file__)"
MENTIONS = """
import sys
from index.entities import Extractor
for mentions in Extractor().batch(sys.stdin.read().split("|")):
    print(mentions)
"""
TEXTS = """
دمشق - التقى وزير الخارجية السوري أسعد الشيباني نظيره التركي هاكان فيدان، وأكد الشيباني أن وزارة
النفط ستعمل مع شركة إريكسون السويدية. وقال بيان لمجلس الأمن إن جامعة كامبريدج وقناة "النهار"
|الملك محمد السادس وأبو مازن وعبد الله بن زايد آل نهيان في مطار حلب الدولي، بلدة كفرنبل
#وسم_من_كلمات pic.twitter.com إي.دي.إف گمال و\ud800ﻻ المبعوث الأميركي عاموس هوكشتاين||
|حقق الهلال السعودي فوزا على النصر، وسجل كريستيانو رونالدو؛ وقال مدرب الهلال خورخي خيسوس: نعم
""".strip()

compiled_only = pytest.mark.skipif(
    not any("compiled" in folder for folder in index.entities.__path__),
    reason="runs on the sources, or there is no library of them",
)


@compiled_only
def test_compiled_rules_find_what_the_sources_find() -> None:
    found = told(MENTIONS, text=TEXTS)
    assert found.count("Mention(") > 12
    assert found == told(MENTIONS, text=TEXTS, NABA_KERNELS="numpy")
    assert not told(FILE).endswith(".py")
    assert told(FILE, NABA_KERNELS="numpy").endswith("tagged.py")


def test_every_compiled_module_is_there() -> None:
    assert all((compiled.FOLDER / f"{module}.py").is_file() for module in compiled.MODULES)
