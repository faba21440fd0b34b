"""A segment's stream of terms says just what the tokens of its texts say."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from test_analyzer import texts

from index.analysis import Analyzer
from index.analysis.forms import Forms

SHARED = Analyzer()


def occurrences(documents: list[str]) -> dict[str, list[tuple[str, int, int]]]:
    """Of each view the (term, document, position) of all tokens, each once, in reading order."""
    found: dict[str, list[tuple[str, int, int]]] = {"exact": [], "stem": []}
    for number, text in enumerate(documents):
        for view, rows in found.items():
            tokens = SHARED(text)
            terms = (
                (term, number, token.position)
                for token in tokens
                for term in ((token.exact,) if view == "exact" else token.stems)
            )
            rows += dict.fromkeys(terms)
    return found


@given(st.lists(texts, max_size=4))
@settings(max_examples=60)
def test_the_stream_is_that_of_the_tokens(documents: list[str]) -> None:
    forms = Forms(SHARED)
    read = [forms.read(text) for text in documents]
    numbers = np.array([number for row in read for number in row], np.uint32)
    docs = np.repeat(np.arange(len(read), dtype=np.uint32), [len(row) for row in read])
    begins = forms.positions(numbers, docs)
    for name, expected in occurrences(documents).items():
        view = getattr(forms, name)
        stream = view.stream(numbers, docs, begins)
        terms = list(view.terms)
        rows = zip(
            (terms[i] for i in stream.terms.tolist()),
            stream.docs.tolist(),
            stream.positions.tolist(),
            strict=True,
        )
        assert sorted(rows) == sorted(expected)


def test_a_form_is_analysed_once() -> None:
    forms = Forms(SHARED)
    assert forms.read("حلب و «حلب»، وحلب") == [0, 1, 0, 2]
    assert list(forms.exact.terms) == ["حلب", "و", "وحلب"]
