#!/usr/bin/env bash
# Library: python-bidi 0.6.12
# Source: https://github.com/MeirKriheli/python-bidi, bidi/wrapper.py (Rust) beside
# bidi/algorithm.py (Python); UAX #9, rule L4
# Tried: 2026-11-30
#
# Expected: get_display returns what is to be printed from left to right, brackets and guillemets
# mirrored where text runs from the right; both of the package's get_display agree.
# Seen: bidi.get_display turns the characters around and mirrors none, so (عبد) is printed as )دبع(
# and «خبر» as »ربخ«; bidi.algorithm.get_display, of the same name in the same package, mirrors
# them.
# Why it matters: every agency name in an Arabic dateline stands in brackets and every quotation in
# guillemets; letters are right, so it passes for a fault of the terminal.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check python-bidi==0.6.12
env/bin/python - <<'PYTHON'
from bidi import get_display
from bidi.algorithm import get_display as in_python

for text, printed in (("(عبد)", "(دبع)"), ("«خبر»", "«ربخ»")):
    assert in_python(text) == printed
    assert get_display(text) == printed.translate(str.maketrans("()«»", ")(»«"))
PYTHON
echo "still so: python-bidi-brackets"
