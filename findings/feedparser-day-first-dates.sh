#!/usr/bin/env bash
# Library: feedparser 6.0.14
# Source: feedparser/datetimes/iso8601.py: templates YY-MM-DD and YYYY, matched at the beginning
# only
# Tried: 2026-11-30
#
# Expected: a pubDate in no form that the library knows gives no published_parsed, so that a reader
# can try its own.
# Seen: 29-05-1446, a Hijri date with the day first, is 14 May 2029: its first eight characters
# pass for YY-MM-DD. So is 01-12-2024 the 20th of December 2001. Of 2024/12/01 only the year is
# read; the month is the one in which the program runs.
# Why it matters: many Arabic sites write the day first, or the Hijri date; such stories sort
# before or after all others, and nothing tells a guess from a date. Read the raw string first, and
# trust the parsed one only where that is RFC 822 or ISO 8601.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14
env/bin/python - <<'PYTHON'
import time

import feedparser


def read(date: str) -> tuple[int, ...]:
    feed = f"<rss version='2.0'><channel><item><pubDate>{date}</pubDate></item></channel></rss>"
    return tuple(feedparser.parse(feed).entries[0].published_parsed[:3])


assert read("Sun, 01 Dec 2024 10:00:00 +0300") == (2024, 12, 1)
assert read("29-05-1446") == (2029, 5, 14)
assert read("01-12-2024") == (2001, 12, 20)
month = time.gmtime().tm_mon  # asked for again below, should it end in between
assert read("2024/12/01")[1:] in {(month, 1), (time.gmtime().tm_mon, 1)}
PYTHON
echo "still so: feedparser-day-first-dates"
