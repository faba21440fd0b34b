#!/usr/bin/env bash
# Library: pypdf 7.1.1, PyMuPDF 2.0; pypdfium2 5.15.2 is right
# Source: UAX #9, classes AN and EN: digits run from left to right inside right-to-left text; both
# libraries turn the whole run of a line around
# Tried: 2026-11-30
#
# Expected: the text of a page reads as it is printed: words from the right, the digits of a number
# from the left.
# Seen: letters come out in order and numbers reversed: ١٥ is ٥١, ٢٠٢٤ is ٤٢٠٢. ASCII digits keep
# their order, but then stand on the wrong side of the word after them.
# Why it matters: the words are right, so a look at the output finds nothing, while every number of
# casualties, every sum and every year is another one. Of three extractors one has it right: try
# them on numbers, not on words.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check fpdf2==2.8.9 uharfbuzz==0.57.0 pypdf==7.1.1 PyMuPDF==2.0 pypdfium2==5.15.2
# A font with Arabic letters, of which only the file is used.
env/bin/pip install --quiet --disable-pip-version-check --no-deps --target font matplotlib==3.11.2
env/bin/python - <<'PYTHON'
import io
from pathlib import Path

import pymupdf
import pypdf
import pypdfium2
from fpdf import FPDF

LINE = "وصل ١٥ وزيرا إلى دمشق عام ٢٠٢٤ م"
TURNED = "وصل ٥١ وزيرا إلى دمشق عام ٤٢٠٢ م"

font = next(Path("font").rglob("DejaVuSans.ttf"))
writer = FPDF()
writer.add_font("DejaVu", fname=font)
writer.add_page()
writer.set_font("DejaVu", size=20)
writer.set_text_shaping(True)
writer.cell(text=LINE)
page = bytes(writer.output())

read = {
    "pypdf": pypdf.PdfReader(io.BytesIO(page)).pages[0].extract_text(),
    "PyMuPDF": pymupdf.open(stream=page)[0].get_text(),
    "pypdfium2": pypdfium2.PdfDocument(page)[0].get_textpage().get_text_range(),
}
read = {name: " ".join(text.split()) for name, text in read.items()}
assert read == {"pypdf": TURNED, "PyMuPDF": TURNED, "pypdfium2": LINE}, read
PYTHON
echo "still so: pdf-arabic-digits-reversed"
