#!/usr/bin/env bash
# Library: @internationalized/date 3.12.4, with the table of ICU and of Java's HijrahDate (both
# give the same answers); hijridate 2.6.0 is right
# Source: hijridate's documentation says that it was compared with printed calendars of the years;
# 20 November 1979, when the Grand Mosque of Mecca was seized, is 1 Muharram 1400 in every history
# Tried: 2026-11-30
#
# Expected: two libraries that convert by the calendar of Umm al-Qura agree, as they do on every
# month from 1420 to 1449 (1999 to 2028).
# Seen: from 1400 to 1419 (1979 to 1999) 192 of 240 months begin on another day, and the first day
# of the century is the last of the one before.
# Why it matters: an archive of the eighties and nineties is a day off, in whatever converts
# Hijri dates by ICU, Java, Intl or what was made from their table; and no test on dates of today
# shows it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check hijridate==2.6.0
env/bin/python - >months.json <<'PYTHON'
import json

from hijridate import Gregorian, Hijri

assert Gregorian(1979, 11, 20).to_hijri().isoformat() == "1400-01-01"
months = [(year, month) for year in range(1400, 1450) for month in range(1, 13)]
print(json.dumps([[*each, Hijri(*each, 1).to_gregorian().isoformat()] for each in months]))
PYTHON
npm init --yes >/dev/null
npm install --silent @internationalized/date@3.12.4
cat >compare.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import { readFileSync } from "node:fs";
import {
  CalendarDate, GregorianCalendar, IslamicUmalquraCalendar, toCalendar,
} from "@internationalized/date";

const hijri = new IslamicUmalquraCalendar();
const seized = toCalendar(new CalendarDate(1979, 11, 20), hijri);
assert.deepEqual([seized.year, seized.month, seized.day], [1399, 12, 30]);
const apart = { early: 0, late: 0 };
for (const [year, month, day] of JSON.parse(readFileSync("months.json"))) {
  const other = toCalendar(new CalendarDate(hijri, year, month, 1), new GregorianCalendar());
  if (other.toString() !== day) apart[year < 1420 ? "early" : "late"] += 1;
}
assert.deepEqual(apart, { early: 192, late: 0 });
JAVASCRIPT
node compare.mjs
echo "still so: umm-al-qura-before-1420"
