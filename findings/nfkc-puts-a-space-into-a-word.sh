#!/usr/bin/env bash
# Library: Unicode 18.0 (unicodedata2 18.0.0)
# Source: UnicodeData.txt: U+FC5E–FC63 and the isolated ones of U+FE70–FE7E are compatibility
# equivalents of a space and marks
# Tried: 2026-11-30
#
# Expected: NFKC turns Arabic presentation forms into the letters and marks that they show, and is
# safe before cutting text into words.
# Seen: the forms of a mark alone become a space and the mark, so a word that has one in the middle
# becomes two words.
# Why it matters: text taken from a PDF has such characters wherever the font has one glyph for
# shadda and vowel: after NFKC محَّمد is مح and a scrap that begins with a mark. Map these forms to
# their marks before normalising.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check unicodedata2==18.0.0
env/bin/python - <<'PYTHON'
import unicodedata2 as unicodedata

assert unicodedata.unidata_version == "18.0.0"
LIGATURE = "\N{ARABIC LIGATURE SHADDA WITH FATHA ISOLATED FORM}"
MARKS = "\N{ARABIC FATHA}\N{ARABIC SHADDA}"
assert unicodedata.normalize("NFKC", f"مح{LIGATURE}مد") == f"مح {MARKS}مد"
spaced = [
    char
    for char in map(chr, (*range(0xFC5E, 0xFC64), *range(0xFE70, 0xFE7F, 2)))
    if unicodedata.normalize("NFKC", char).startswith(" ")
]
assert len(spaced) == 14
assert unicodedata.normalize("NFKC", "ﷲ ﻻ") == "الله لا"
PYTHON
echo "still so: nfkc-puts-a-space-into-a-word"
