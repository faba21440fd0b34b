#!/usr/bin/env bash
# Library: PyArabic 0.6.15 on text that is in NFC (unicodedata2 18.0.0)
# Source: UnicodeData.txt: shadda has combining class 33, fatha 30, so normal forms put the vowel
# first; pyarabic/araby.py, strip_lastharaka looks at the last character
# Tried: 2026-11-30
#
# Expected: NFC is the form to bring text into before anything else, and changes nothing that a
# library for Arabic looks at.
# Seen: people type the shadda first, then the vowel; NFC and NFD both turn the two around.
# strip_lastharaka then meets the shadda at the end and leaves the vowel: إنَّ stays whole, where
# the same word as typed loses it.
# Why it matters: pages differ in this order by editor, and one normalisation, meant to make
# spellings one, makes rules about "the vowel after the shadda" or "the last mark" miss. Drop marks
# as a set, or order them yourself afterwards.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check PyArabic==0.6.15 unicodedata2==18.0.0
env/bin/python - <<'PYTHON'
import unicodedata2
from pyarabic.araby import strip_lastharaka

SHADDA, FATHA, DAMMA = "\N{ARABIC SHADDA}", "\N{ARABIC FATHA}", "\N{ARABIC DAMMA}"
for letters, vowel in (("إن", FATHA), ("كل", DAMMA)):
    typed = letters + SHADDA + vowel
    for form in ("NFC", "NFD"):
        assert unicodedata2.normalize(form, typed).endswith(vowel + SHADDA)
    normal = unicodedata2.normalize("NFC", typed)
    assert strip_lastharaka(typed) == letters + SHADDA
    assert strip_lastharaka(normal) == normal
PYTHON
echo "still so: normalised-text-keeps-its-last-vowel"
