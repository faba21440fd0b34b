"""Forms that one process has analysed are those of another, and are not analysed again."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

import index.analysis.lent_forms as lent_forms
from index.analysis.analyzer import Analyzer, Form
from index.analysis.forms import FormTable
from index.analysis.lent_forms import LentForms
from index.schema import shared_analyzer

WORDS = st.sampled_from(["كتاب", "وكتابهم", "الكتاب،", "#سد_النهضة", "ذ.م.م", "٤٢", "ﷺ", "\ud800"])
TEXTS = st.lists(st.lists(WORDS, max_size=9).map(" ".join), max_size=4)


class Counting:
    def __init__(self) -> None:
        self.analysed: list[str] = []

    def form(self, spaced: str) -> Form:
        self.analysed.append(spaced)
        return shared_analyzer().form(spaced)


def tables(folder: Path) -> list[tuple[FormTable, Counting]]:
    files = [folder / name for name in ("a", "b", "c")]
    analyzers = [Counting() for _ in files]
    lent = [LentForms(own, [file for file in files if file != own]) for own in files]
    return [
        (FormTable(cast(Analyzer, one), its), one) for one, its in zip(analyzers, lent, strict=True)
    ]


def rows(forms: FormTable, texts: list[str]) -> list[object]:
    numbers, _ = forms.read(texts)
    terms = list(forms.terms)
    named = [
        [
            [(offset, terms[number]) for offset, number in row]
            for row in view.rows(numbers.astype(np.int64))
        ]
        for view in (forms.exact, forms.stem)
    ]
    return [named, forms.widths[numbers].tolist()]


@given(st.lists(st.tuples(st.integers(0, 2), TEXTS), max_size=8), st.sampled_from([3, 1 << 19]))
@settings(max_examples=40, deadline=None)
def test_lent_forms_are_as_analysed(batches: list[tuple[int, list[str]]], most: int) -> None:
    before = lent_forms._MOST
    lent_forms._MOST = most
    try:
        with TemporaryDirectory() as folder:
            some = tables(Path(folder))
            for number, texts in batches:
                assert rows(some[number][0], texts) == rows(FormTable(shared_analyzer()), texts)
    finally:
        lent_forms._MOST = before


def test_what_another_has_analysed_is_not_analysed_again(tmp_path: Path) -> None:
    (first, one), (second, other), (third, last) = tables(tmp_path)
    first.read(["وزير المياه", "المياه"])
    second.read(["وزير الري"])
    third.read(["وزير المياه والري"])
    first.read(["الري والري"])
    assert one.analysed == ["وزير", "المياه"]
    assert other.analysed == ["الري"]
    assert last.analysed == ["والري"]


def test_a_block_that_is_being_written_is_not_read(tmp_path: Path) -> None:
    (first, _), (second, other), _ = tables(tmp_path)
    first.read(["وزير المياه"])
    file = tmp_path / "a"
    whole = file.read_bytes()
    file.unlink()
    for size, text in ((0, ""), (7, "وزير"), (16, ""), (40, ""), (len(whole) - 1, "")):
        with file.open("ab") as growing:
            growing.write(whole[growing.tell() : size])
        second.read([text])
    with file.open("ab") as growing:
        growing.write(whole[growing.tell() :])
    second.read(["المياه"])
    assert other.analysed == ["وزير"]
