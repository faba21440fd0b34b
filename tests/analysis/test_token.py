"""A token's terms."""

from index.analysis import Analyzer, Token


def test_the_roots_are_those_of_all_stems_each_once() -> None:
    token = Token("كتب", 0, 3, 0, "كتب", ("كتاب", "مكتب"), ())
    assert token.roots == ("كتب",)


def test_a_token_is_a_value() -> None:
    assert Analyzer()("حلب")[0] == Analyzer()("حلب")[0]
