#!/usr/bin/env bash
# Library: Whoosh-Reloaded 2.7.5
# Source: whoosh/query/compound.py, CompoundQuery.normalize: an Every inside makes the whole query
# one, for And as for Or
# Tried: 2026-11-30
#
# Expected: `A AND *` finds what A finds.
# Seen: it finds every document: normalising an And that has an Every among its parts gives the
# Every, and the parser normalises what it returns.
# Why it matters: a facet screen builds "what was typed AND what is ticked", with * where nothing
# was typed or ticked; the rule that is right for OR then drops all the other filters.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check Whoosh-Reloaded==2.7.5
env/bin/python - <<'PYTHON'
from whoosh.fields import Schema, TEXT
from whoosh.filedb.filestore import RamStorage
from whoosh.qparser import QueryParser

index = RamStorage().create_index(Schema(body=TEXT(stored=True)))
writer = index.writer()
for text in ("السلام في دمشق", "السلام في حلب", "مطر في بغداد"):
    writer.add_document(body=text)
writer.commit()
with index.searcher() as searcher:
    parse = QueryParser("body", index.schema).parse
    assert len(searcher.search(parse("السلام"), limit=None)) == 2
    assert len(searcher.search(parse("السلام AND *"), limit=None)) == 3
PYTHON
echo "still so: whoosh-and-everything"
