#!/usr/bin/env bash
# Library: dateparser 1.5.0
# Source: the languages are tried in turn, and the first that knows any of the words answers
# Tried: 2026-11-30
#
# Expected: «7 آب 2024» is 7 August 2024 as «7 أغسطس 2024» is, or is not found, as are the eleven
# other months by their Levantine names.
# Seen: it is the moment of the call: day, month and year in the string are passed over.
# Why it matters: of a newspaper of Damascus, Beirut, Amman or Baghdad the articles of one month a
# year are dated today, at every run anew, and eleven months have no date; nothing says so. Read
# the month names first, and give dateparser its languages.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check dateparser==1.5.0
env/bin/python - <<'PYTHON'
from datetime import datetime, timedelta

import dateparser

before = datetime.now() - timedelta(seconds=1)
found = dateparser.parse("7 آب 2024")
assert found is not None and before < found < datetime.now() + timedelta(seconds=1), found
assert dateparser.parse("7 أغسطس 2024") == datetime(2024, 8, 7)
assert dateparser.parse("7 آب 2024", languages=["ar"]) is None
LEVANTINE = "كانون الثاني,شباط,آذار,نيسان,أيار,حزيران,تموز,أيلول,تشرين الأول,تشرين الثاني,كانون الأول"
for month in LEVANTINE.split(","):
    assert dateparser.parse(f"7 {month} 2024") is None, month
PYTHON
echo "still so: dateparser-august-is-now"
