"""A segment's stream of terms says just what the tokens of its texts say."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import Analyzer
from index.analysis.forms import FormTable
from tests.analysis.strategies import texts

SHARED = Analyzer()

Occurrences = dict[str, list[tuple[str, int, int]]]


def occurrences(documents: list[str]) -> Occurrences:
    """Of each view the (term, document, position) of all tokens, each once, in reading order."""
    found: Occurrences = {"exact": [], "stem": []}
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


def streamed(forms: FormTable, documents: list[str]) -> Occurrences:
    numbers, sizes = forms.read(documents)
    docs = np.repeat(np.arange(len(sizes), dtype=np.uint32), sizes)
    positions = forms.positions(numbers, sizes)
    terms = list(forms.terms)
    found = {}
    for name in ("exact", "stem"):
        stream = getattr(forms, name).stream(numbers, docs, positions)
        named = (terms[number] for number in stream.terms.tolist())
        found[name] = list(zip(named, stream.docs.tolist(), stream.positions.tolist(), strict=True))
    return found


def alike(found: Occurrences) -> Occurrences:
    return {name: sorted(rows) for name, rows in found.items()}


@given(st.lists(texts, max_size=4))
@settings(max_examples=60)
def test_the_stream_is_that_of_the_tokens(documents: list[str]) -> None:
    assert alike(streamed(FormTable(SHARED), documents)) == alike(occurrences(documents))


@given(st.lists(texts, max_size=4), st.lists(texts, max_size=4), st.sets(st.integers(0, 9)))
@settings(max_examples=60)
def test_what_was_forgotten_is_learnt_again(
    before: list[str], after: list[str], kept: set[int]
) -> None:
    forms = FormTable(SHARED)
    forms.read(before)
    forms.keep(np.array(sorted(n for n in kept if n < len(forms)), np.int64))
    documents = [*before, *after]
    assert alike(streamed(forms, documents)) == alike(occurrences(documents))


def test_a_form_is_analysed_once() -> None:
    forms = FormTable(SHARED)
    numbers, sizes = forms.read(["حلب و «حلب»، وحلب", " \n…! ", "حلب"])
    assert numbers.tolist() == [0, 1, 0, 2, 0]
    assert sizes.tolist() == [4, 0, 1]
    assert list(forms.terms)[:3] == ["حلب", "و", "وحلب"]
    forms.keep(np.array([2, 0]))
    assert forms.read(["حلب وحلب"])[0].tolist() == [1, 0]
    assert len(forms) == 2


@given(texts)
def test_a_word_takes_as_many_positions_as_it_has_tokens(text: str) -> None:
    tokens = SHARED(text)
    assert sum(map(SHARED.width, text.split())) == (tokens[-1].position + 1 if tokens else 0)
