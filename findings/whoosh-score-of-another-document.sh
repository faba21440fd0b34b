#!/usr/bin/env bash
# Library: Whoosh-Reloaded 2.7.5
# Source: whoosh/matching/binary.py, DisjunctionMaxMatcher.score: the greater of what both sides
# say, although one of them stands at a later document
# Tried: 2026-11-30
#
# Expected: DisjunctionMax gives a document the best score among those of its parts that it
# matches.
# Seen: a document that matches one part gets the score that the other part has for a later
# document, if that is greater.
# Why it matters: the best of title and body is the ordinary use; whatever matches in one field
# alone is then ranked by a stranger's score.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check Whoosh-Reloaded==2.7.5
env/bin/python - <<'PYTHON'
from whoosh.fields import ID, Schema, TEXT
from whoosh.filedb.filestore import RamStorage
from whoosh.query import DisjunctionMax, Term

index = RamStorage().create_index(Schema(id=ID(stored=True), body=TEXT))
writer = index.writer()
for number, text in enumerate(("سلام مطر", "مطر غيوم", "سلام سلام سلام سلام سلام غيوم")):
    writer.add_document(id=str(number), body=text)
writer.commit()
with index.searcher() as searcher:

    def scores(query) -> dict[str, float]:
        return {hit["id"]: hit.score for hit in searcher.search(query, limit=None)}

    peace, rain = Term("body", "سلام"), Term("body", "مطر")
    best = scores(DisjunctionMax([peace, rain]))
    assert "1" not in scores(peace)
    assert scores(rain)["1"] < best["1"] == scores(peace)["2"]
PYTHON
echo "still so: whoosh-score-of-another-document"
