#!/usr/bin/env bash
# Library: htmldate 1.11.0
# Source: htmldate/core.py: after the parsers have failed, any year in the text is taken for 1
# January of it
# Tried: 2026-11-30
#
# Expected: as 5 ديسمبر 2024 is read, so are the month names of Syria, Lebanon, Iraq and Jordan; or
# the date is not found.
# Seen: 5 كانون الأول 2024, 5 تشرين الثاني 2024 and 5 أيلول 2024 are all 2024-01-01, a date like
# any other.
# Why it matters: the press of these countries uses them; its pages all land on New Year's Day,
# where a histogram shows a peak. Read the two systems of names before handing a page over.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check htmldate==1.11.0
env/bin/python - <<'PYTHON'
from htmldate import find_date


def read(date: str) -> str | None:
    page = "<html><body><h1>خبر</h1><p class='date'>{}</p><p>نص الخبر هنا.</p></body></html>"
    return find_date(page.format(date))


assert read("5 ديسمبر 2024") == "2024-12-05"
for date in ("5 كانون الأول 2024", "5 تشرين الثاني 2024", "5 أيلول 2024"):
    assert read(date) == "2024-01-01", (date, read(date))
PYTHON
echo "still so: htmldate-levantine-months"
