"""A text inverted in passes is the text inverted at once, and by hand."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis.forms import FormTable
from index.codec.field import FieldFile
from index.codec.field_writer import Base, encode
from index.codec.inversion import Text, invert_text
from index.schema import shared_analyzer

WORDS = ["كتب", "وكتب", "الكتاب", "والكتاب،", "بغداد", "وبغداد", "#سد_النهضة", "ذ.م.م", "42", "،"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), max_size=7)


@settings(max_examples=40, deadline=None)
@given(TEXTS, st.sampled_from([1, 4, 1 << 20]))
def test_passes_give_what_each_text_alone_gives(texts: list[str], size: int) -> None:
    analyzer = shared_analyzer()
    forms = FormTable(analyzer)
    stream, sizes = forms.read(texts)
    text = Text(stream, sizes, forms.widths)
    files: dict[str, FieldFile] = {}
    for name, view, base in (("stem", forms.stem, None), ("exact", forms.exact, forms.stem)):
        expected: dict[bytes, dict[int, list[int]]] = {}
        for doc, written in enumerate(texts):
            for token in analyzer(written):
                for term in token.stems if name == "stem" else (token.exact,):
                    places = expected.setdefault(term.encode(), {}).setdefault(doc, [])
                    places.append(token.position)
        runs = list(invert_text(forms.terms, view, text, size=size, base=base))
        assert [term for run in runs for term in run.terms] == sorted(expected)
        on = Base("stem", files["stem"]) if base else None
        file = files[name] = FieldFile(encode(*runs, positions=True, base=on), files.get)
        for number, term in enumerate(file.terms):
            docs_of, freqs = file.docs(number), file.frequencies(number)
            at = np.split(file.positions(number), np.cumsum(freqs)[:-1])
            assert dict(zip(docs_of.tolist(), map(list, at), strict=True)) == expected[term]
