#!/usr/bin/env bash
# Library: Whoosh-Reloaded 2.7.5 (whoosh.analysis.LanguageAnalyzer)
# Source: whoosh/lang/__init__.py takes ISRIStemmer, a finder of roots, for "ar"; there is no list
#   of Arabic stop words
# Tried: 2026-11-30
#
# Expected: LanguageAnalyzer("ar") strips what is attached to a word and leaves function words
# out, as those of other languages there, and as Lucene's for Arabic.
# Seen: it keeps three letters of every word. Book, office and writer are one term; of فلسطين,
# واشنطن and وارسو letters are gone that belong to the name; في and من are indexed and searched.
# Why it matters: a search for a library finds every writer; two capitals are found by three
# letters that other words have too; and a query in a sentence matches everything.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
python3 -m venv "$place/venv"
"$place/venv/bin/pip" install --quiet Whoosh-Reloaded==2.7.5
"$place/venv/bin/python" - <<'PYTHON'
from whoosh.analysis import LanguageAnalyzer
from whoosh.lang import has_stopwords

analyzer = LanguageAnalyzer("ar")


def terms(text: str) -> list[str]:
    return [token.text for token in analyzer(text)]


assert set(terms("كتاب مكتب كاتب المكتبة")) == {"كتب"}, "changed: one root, one term"
assert terms("فلسطين واشنطن وارسو") == ["لسط", "شنط", "رسو"], "changed: names"
assert not has_stopwords("ar") and terms("من في على") == ["من", "في", "على"], "changed: stop words"
PYTHON
echo "still so: whoosh-arabic-is-roots"
