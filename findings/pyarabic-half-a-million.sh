#!/usr/bin/env bash
# Library: PyArabic 0.6.15
# Source: pyarabic/number.py, text2number: a word that is in no table is passed over
# Tried: 2026-11-30
#
# Expected: a number in words that the function does not know in full raises, or is 0, as a text
# without numbers is.
# Seen: words it does not know are left out and the rest is added up: "half a million" is
# 1,000,000, "three and a half million" 3,000,000, and مئتا ألف (200,000, with the dual's ن dropped
# as grammar wants before a noun) is 1,000.
# Why it matters: these are the commonest round numbers of news, wrong by up to two hundred times;
# the dual at the end of a phrase (مئتان) is right, so a test with words from a dictionary passes.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check PyArabic==0.6.15
env/bin/python - <<'PYTHON'
from pyarabic.number import text2number

assert text2number("مئتان") == 200
assert text2number("خمسة آلاف") == 5_000
assert text2number("نصف مليون") == 1_000_000
assert text2number("ثلاثة ملايين ونصف") == 3_000_000
assert text2number("مئتا ألف") == 1_000
PYTHON
echo "still so: pyarabic-half-a-million"
