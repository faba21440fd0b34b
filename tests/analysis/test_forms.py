"""A segment's stream of terms says just what the tokens of its texts say."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis import Analyzer
from index.analysis.boundaries import LONGEST
from index.analysis.forms import FormTable
from index.analysis.hashing import HashTable, hash_texts
from tests.analysis.test_analyzer import texts

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
@settings(max_examples=60, deadline=None)
def test_the_stream_is_that_of_the_tokens(documents: list[str]) -> None:
    assert alike(streamed(FormTable(SHARED), documents)) == alike(occurrences(documents))


@given(st.lists(texts, max_size=4), st.lists(texts, max_size=4), st.sets(st.integers(0, 9)))
@settings(max_examples=60, deadline=None)
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


@given(st.lists(st.text(st.sampled_from("ab،(\t \u2028😀\u00a0"), max_size=30), max_size=5))
def test_words_are_what_stands_between_spaces(documents: list[str]) -> None:
    words = hash_texts(documents)
    expected = [[w for part in d.split() if (w := part.strip("،("))] for d in documents]
    strings = words.strings(np.arange(len(words.starts)))
    assert strings == [word for row in expected for word in row]
    assert words.sizes.tolist() == [len(row) for row in expected]
    assert len({*words.hashes.tolist()}) == len({*strings})


def test_a_words_hash_does_not_depend_on_where_it_stands() -> None:
    noise, longer = "ن" * LONGEST, "ن" * (LONGEST + 1)
    text = " ".join(f"{n} خبر {noise} {longer}" for n in range(60))
    words = hash_texts([text, "خبر", noise, longer])
    hashes = words.hashes.tolist()
    assert set(hashes[1::4][:60]) == {hashes[-3]}
    assert set(hashes[2::4][:60]) == {hashes[-2]}
    assert set(hashes[3::4][:60]) == {hashes[-1]}
    assert len({*hashes}) == 63


@given(st.lists(st.lists(st.integers(1, 40)), max_size=6), st.integers(0, 63))
def test_numbers_come_back_by_hash(batches: list[list[int]], shift: int) -> None:
    """Hashes that fall on one slot too."""
    table, expected = HashTable(), dict[int, int]()
    for batch in batches:
        hashes = np.array([n << shift & (1 << 64) - 1 for n in batch], np.uint64)
        hashes = hashes[hashes > 0]
        found, new = table.find(hashes, len(expected))
        assert hashes[new].tolist() == [
            h for h in dict.fromkeys(hashes.tolist()) if h not in expected
        ]
        for h in hashes.tolist():
            expected.setdefault(h, len(expected))
        assert found.tolist() == [expected[h] for h in hashes.tolist()]
        table.add(hashes[new], found[new])
    hashes, numbers = table.items()
    assert dict(zip(hashes.tolist(), numbers.tolist(), strict=True)) == expected


@given(texts)
def test_a_word_takes_as_many_positions_as_it_has_tokens(text: str) -> None:
    tokens = SHARED(text)
    assert sum(map(SHARED.width, text.split())) == (tokens[-1].position + 1 if tokens else 0)
