#!/usr/bin/env bash
# Library: Snowball's Arabic stemmer in PyStemmer 3.1.0; the same in PostgreSQL, Xapian, tantivy
# Source: https://github.com/snowballstem/snowball, algorithms/arabic.sbl: one-letter prefixes come
# off a word without the article, and و not before ا
# Tried: 2026-11-30
#
# Expected: a light stemmer makes one of a noun, the noun with the article, and "and the" noun, the
# three commonest shapes of a word in news.
# Seen: برلمان loses its ب as if that were the preposition (رلم), البرلمان does not (برلم), and
# والبرلمان keeps both particles (والبرلم): three stems for one word, as for وزير.
# Why it matters: who types برلمان finds neither the parliament nor "and the parliament". It is the
# stemmer that most engines offer under the name "arabic".
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check PyStemmer==3.1.0
env/bin/python - <<'PYTHON'
import Stemmer

stem = Stemmer.Stemmer("arabic").stemWord
assert [stem(word) for word in ("برلمان", "البرلمان", "والبرلمان")] == ["رلم", "برلم", "والبرلم"]
assert len({stem(word) for word in ("بالوزير", "والوزير")}) == 2
assert stem("بوتين") == "وتين"
PYTHON
echo "still so: snowball-noun-apart-from-its-article"
