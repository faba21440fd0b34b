"""Unknown words between two affixes: Tashaphyne proposes, the lexicon disposes."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from index.analysis import Analyzer, fold
from index.analysis.lexicon import Lexicon, lexicon
from index.analysis.segment import _ANY_ENDING, _may_precede, _proposals, rare_rest

SHARED = Analyzer()

# Forms too rare for the lexicon, and the stem they must reach.
RARE = {
    "سيستهدفونهم": "استهدف",
    "ليستهدفوهم": "استهدف",
    "أفتستطيعون": "استطاع",
    "فسيكفيكهم": "كفي",
    "فسيعلنه": "اعلن",
    "لتسألها": "سال",
    "وتأليفها": "تاليف",
    "وخصوصياتهم": "خصوصيه",
    "بتربيته": "تربيه",
    "والملتقيات": "ملتقي",
    "ينشروها": "نشر",
}


@pytest.mark.parametrize(("word", "stem"), RARE.items())
def test_a_rare_form_meets_the_word_within(word: str, stem: str) -> None:
    assert lexicon().count(fold(word), 0) == 0
    (token,) = SHARED(word)
    assert token.stems[-1] == stem
    assert any(rule.startswith("tashaphyne:") for rule in token.rules)


def test_the_rule_says_what_came_off() -> None:
    (token,) = SHARED("سيستهدفونهم")
    assert token.rules == ("tashaphyne:س+هم", "perfect")


@pytest.mark.parametrize(
    "name", ["وفوتونا", "انجمينا", "بجماليون", "تاسمان", "توسكانا", "ستانتون", "لامبرت"]
)
def test_a_rare_name_stays_whole(name: str) -> None:
    (token,) = SHARED(name)
    assert token.stems == (name,)


@pytest.mark.parametrize("word", ["فنانها", "وفنان"])
def test_an_affix_on_one_side_is_no_evidence(word: str) -> None:
    seen = {"فنان": 1000}
    assert rare_rest(word, seen.get) is None
    assert rare_rest("وفنانها", seen.get) == ("و", "فنان", "ها")


def test_the_longest_attested_rest_wins() -> None:
    seen = {"هدف": 4000, "يستهدف": 400}
    assert rare_rest("ليستهدفوهم", seen.get) == ("ل", "يستهدف", "وهم")
    assert rare_rest("ليستهدفوهم", {}.get) is None


def test_nothing_but_the_word_follows_the_article() -> None:
    assert rare_rest("والتبريكات", {"بريك": 100}.get) is None


@pytest.mark.parametrize("word", [*map(fold, RARE), "توسكانا", "والتبريكات"])
def test_the_tables_give_the_cuts_of_the_stemmer(word: str) -> None:
    from tashaphyne.stemming import ArabicLightStemmer

    found = {(len(before), len(word) - len(after)) for before, _, after in _proposals(word)}
    for start, end in ArabicLightStemmer().segment(word):
        if end - start > 2 and _may_precede(word[:start]) and word[end:].endswith(_ANY_ENDING):
            assert (start, end) in found


def test_threads_that_share_an_analyzer_find_what_one_finds() -> None:
    """The memo, the lexicon's tables and the affixes are all built while they are asked."""
    words = [prefix + word for word in RARE for prefix in ("", "و", "ف", "ب")]
    words += [f"{word}{ending}" for word in words for ending in ("ات", "هم")]
    expected = [SHARED(word) for word in words]
    for _ in range(5):
        shared = Analyzer(Lexicon())
        begin = Barrier(8)

        def analyse(shift: int, analyzer: Analyzer = shared, start: Barrier = begin) -> bool:
            start.wait()
            places = [*range(shift, len(words)), *range(shift)]
            return all(analyzer(words[place]) == expected[place] for place in places)

        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(analyse, range(0, 80, 10)))


def test_ordinary_words_do_not_load_the_library() -> None:
    program = (
        "import sys; from index.analysis import Analyzer; a = Analyzer(); "
        "a('قالت الحكومة اللبنانية إنها ستستخدمها في بيروت'); print('tashaphyne' in sys.modules); "
        "a('سيستهدفونهم'); print('tashaphyne' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["False", "True"]
