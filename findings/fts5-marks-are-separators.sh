#!/usr/bin/env bash
# Library: SQLite 3.54.1 (FTS5, by way of apsw 3.54.1.0)
# Source: https://www.sqlite.org/fts5.html#unicode61_tokenizer; remove_diacritics has a table of
# precomposed Latin letters, and combining marks outside it are no token characters
# Tried: 2026-11-30
#
# Expected: a tokenizer called unicode61 with remove_diacritics=2, which finds café by cafe, finds
# مُسيَّرة by مسيرة or, at worst, only by itself.
# Seen: every Arabic mark ends a token: مُسيَّرة is three tokens, م سي رة. They stand in a row, so
# the vocalised word finds itself as a phrase and the fault stays hidden; the plain word does not
# find it, and سي does.
# Why it matters: one shadda or tanween is common in newspapers (محمّد, رسميًّا): each such word is
# lost to whoever types it plainly, and short pieces match what they should not. Fold before the
# text reaches FTS5.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check apsw==3.54.1.0
env/bin/python - <<'PYTHON'
import apsw

db = apsw.Connection(":memory:")
db.execute("CREATE VIRTUAL TABLE news USING fts5(x, tokenize='unicode61 remove_diacritics 2')")
db.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(news, row)")
db.execute("INSERT INTO news VALUES ('café مُسيَّرة')")


def found(word: str) -> int:
    return len(list(db.execute("SELECT 1 FROM news WHERE news MATCH ?", (f'"{word}"',))))


assert apsw.sqlite_lib_version() == "3.54.1"
assert {row[0] for row in db.execute("SELECT term FROM terms")} == {"cafe", "م", "سي", "رة"}
assert found("cafe") == found("مُسيَّرة") == found("سي") == 1
assert found("مسيرة") == 0
PYTHON
echo "still so: fts5-marks-are-separators"
