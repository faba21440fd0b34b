#!/usr/bin/env bash
# Library: PyYAML 6.0.4, by way of python-frontmatter 1.3.0
# Source: yaml/resolver.py takes dddd-dd-dd for a timestamp of YAML 1.1; yaml/constructor.py hands
# it to datetime.date without catching what that raises
# Tried: 2026-11-30
#
# Expected: `date: 1446-02-30`, a plain scalar, is text, or an error of YAML that names its line.
# Seen: a ValueError, "day is out of range for month", from the whole document; `1446-02-28`
# is none, but a Gregorian date of the fifteenth century.
# Why it matters: 30 Safar 1446 is 3 September 2024. Site generators of the Gulf have such lines;
# a page of them vanishes on two days of Safar, and the others fall six hundred
# years short. Load with a loader that leaves timestamps as text.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check \
    PyYAML==6.0.4 python-frontmatter==1.3.0 hijridate==2.6.0
env/bin/python - <<'PYTHON'
from datetime import date

import frontmatter
import yaml
from hijridate import Hijri

PAGE = "---\ntitle: خبر\ndate: {}\n---\nنص الخبر.\n"

assert Hijri(1446, 2, 30).to_gregorian() == date(2024, 9, 3)
assert frontmatter.loads(PAGE.format("1446-02-28"))["date"] == date(1446, 2, 28)
try:
    frontmatter.loads(PAGE.format("1446-02-30"))
except yaml.YAMLError:
    raise SystemExit("changed: an error of YAML now")
except ValueError as error:
    assert "day is out of range" in str(error), error
else:
    raise SystemExit("changed: the document is read")
PYTHON
echo "still so: pyyaml-hijri-front-matter"
