#!/usr/bin/env bash
# Library: Whoosh-Reloaded 2.7.5
# Source: whoosh/util/numeric.py, split_ranges: at a coarse step the end less one block falls below
# 0 and wraps around
# Tried: 2026-11-30
#
# Expected: a range means the same for a NUMERIC field with signed=False as for a signed one.
# Seen: NumericRange(day, None, 19_500), the parsed day:[TO 19500] and NumericRange(day, 1, 19_500)
# find every document, later days too; with a start in the same stretch, and in a signed field, the
# answer is right.
# Why it matters: a date kept as a number of days is never negative, so signed=False suggests
# itself, and "until this day" then filters nothing.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check Whoosh-Reloaded==2.7.5
env/bin/python - <<'PYTHON'
from whoosh.fields import NUMERIC, Schema
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import QueryParser
from whoosh.query import NumericRange

schema = Schema(day=NUMERIC(int, signed=False), signed=NUMERIC(int))
index = RamStorage().create_index(schema)
writer = index.writer()
for day in (19_000, 19_400, 20_000, 20_400):
    writer.add_document(day=day, signed=day)
writer.commit()
with index.searcher() as searcher:

    def found(query) -> int:
        return len(searcher.search(query, limit=None))

    for start in (None, 1, 19_000):
        assert found(NumericRange("signed", start, 19_500)) == 2
    assert found(NumericRange("day", 19_000, 19_500)) == 2
    assert found(NumericRange("day", 1, 19_500)) == 4
    assert found(NumericRange("day", None, 19_500)) == 4
    assert found(QueryParser("day", schema).parse("day:[TO 19500]")) == 4
PYTHON
echo "still so: whoosh-unsigned-range"
