"""Patterns and near spellings: the terms they stand for."""

from itertools import product

from whoosh import query as wq

from search.execute.executor import Executor
from search.execute.vocabulary import Glob
from tests.parity.mirror import ours
from tests.support import Make, article


def test_constant_patterns_score_their_boost(executor: Executor) -> None:
    scores = ours(executor, wq.Prefix("body", "م", boost=2.0, constantscore=True))
    assert scores and set(scores.values()) == {2.0}


def test_a_pattern_finds_its_rarest_word(make: Make) -> None:
    many = ["مفرد" + "".join(letters) for letters in product("بتثجحخ", repeat=4)]
    engine = make([article(n, f"مفردات {word}") for n, word in enumerate(many)])
    assert engine.search("مفرد?خخخ", match="all").total == 6
    assert engine.search("مفرد* -مفردات").total == 0
    assert engine.search("مفرد????").total == len(many)


def test_few_terms_are_marked_one_by_one_and_many_by_their_pattern(make: Make) -> None:
    words = ["مفرد" + "".join(letters) for letters in product("بتثجحخد", repeat=2)]
    engine = make([article(n, f"كتاب {word} {word}ان") for n, word in enumerate(words)])
    executor = engine._state.executor
    (few,) = executor.run(wq.Prefix("body", "مفردبت")).clauses
    assert few.probes[0].places == (frozenset({"مفردبت", "مفردبتان"}),)
    (many,) = executor.run(wq.Prefix("body", "مفرد")).clauses
    (glob,) = many.probes[0].places
    assert isinstance(glob, Glob) and words[3] in glob and "مفر" not in glob
    assert executor.run(wq.Prefix("body", "غائب")).clauses == ()
