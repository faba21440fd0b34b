#!/usr/bin/env bash
# Library: Rich 14.2.0 (rich.cells.cell_len, so Textual's layout), beside wcwidth 0.9.4
# Source: both go by general category Cf as "takes no cell"; wcwidth leaves out the property
#   Prepended_Concatenation_Mark, the signs of which are seen, as glibc's wcwidth does
# Tried: 2026-11-30
#
# Expected: Cf are controls that nobody sees.
# Seen: the signs for a number, a year, a footnote, a page and the end of a verse (؀ ؁ ؂ ؃ ۝) are Cf
# and take a cell in a terminal; Rich gives them none.
# Why it matters: a verse quoted in an article moves the rest of its line, the border too, by a cell
# for each sign. Filters that drop all of Cf as invisible drop the year sign as well.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet rich==14.2.0 wcwidth==0.9.4
"$place/venv/bin/python" - <<'PYTHON'
import unicodedata

from rich.cells import cell_len
from wcwidth import wcwidth

for sign in "\u0600\u0601\u0602\u0603\u06dd":
    assert unicodedata.category(sign) == "Cf", f"changed: category of {sign!r}"
    assert wcwidth(sign) == 1, f"changed: wcwidth has no cell for {sign!r}"
    assert cell_len(sign) == 0, f"changed: Rich has a cell for {sign!r}"
assert cell_len("\u200f") == wcwidth("\u200f") == 0  # a mark that nobody sees
PYTHON
echo "still so: rich-signs-without-a-cell"
