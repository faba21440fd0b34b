#!/usr/bin/env bash
# Library: convertdate 2.5.1 (convertdate.islamic), beside hijridate 2.6.0
# Source: convertdate counts by the arithmetic calendar (months of 30 and 29 days in turn, eleven
#   leap years in thirty); Saudi Arabia's calendar, Umm al-Qura, is a table, which hijridate has
# Tried: 2026-11-30
#
# Expected: a library's Islamic calendar gives the Hijri date that newspapers print, save for a
# day here and there.
# Seen: of the days from 2015 to 2024 six in ten have another date, by one day or two; the feast
# of 1 Shawwal 1444, 21 April 2023, is 30 Ramadan there.
# Why it matters: a Hijri date of an agency or a decree becomes the wrong day more often than not,
# and nothing shows it; an article of the first of a month goes into the month before.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet convertdate==2.5.1 hijridate==2.6.0
"$place/venv/bin/python" - <<'PYTHON'
from datetime import date, timedelta

from convertdate import islamic
from hijridate import Gregorian, Hijri


def differs(day: date) -> bool:
    return islamic.from_gregorian(day.year, day.month, day.day) != told(day)


def told(day: date) -> tuple[int, int, int]:
    hijri = Gregorian(day.year, day.month, day.day).to_hijri()
    return hijri.year, hijri.month, hijri.day


feast = Hijri(1444, 10, 1).to_gregorian()
assert (feast.year, feast.month, feast.day) == (2023, 4, 21)
assert islamic.from_gregorian(2023, 4, 21) == (1444, 9, 30), "changed: the feast of 1444"
apart = sum(differs(date(2015, 1, 1) + timedelta(days)) for days in range(3650))
assert apart == 2227, f"changed: {apart} of 3,650 days differ"
PYTHON
echo "still so: convertdate-islamic-is-another-day"
