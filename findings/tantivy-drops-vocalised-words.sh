#!/usr/bin/env bash
# Library: tantivy-py 0.27.0
# Source: tantivy's TokenizerManager: the tokenizer "default" has RemoveLongFilter::limit(40), and
# the limit counts bytes of UTF-8
# Tried: 2026-11-30
#
# Expected: the limit of 40 keeps out rubbish of 40 letters and more.
# Seen: وَبِالْمُسْتَشْفَيَاتِ has 12 letters and 10 marks in 44 bytes and is not indexed at all;
# it is not found by itself, and nothing is said. Of Latin letters 40 bytes are 40.
# Why it matters: marks double the bytes of letters that take two already: in vocalised text
# (religious, school and children's pages, names) ordinary words go missing. Use an analyzer of
# your own with a higher limit.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check tantivy==0.27.0
env/bin/python - <<'PYTHON'
import tantivy

WORD = "وَبِالْمُسْتَشْفَيَاتِ"
assert (len(WORD), len(WORD.encode())) == (22, 44)


def found(word: str, tokenizer: str) -> int:
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("body", tokenizer_name=tokenizer)
    index = tantivy.Index(builder.build())
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    index.register_tokenizer("whole", analyzer.filter(tantivy.Filter.lowercase()).build())
    writer = index.writer()
    writer.add_document(tantivy.Document(body=[f"قال {word} أمس"]))
    writer.commit()
    index.reload()
    return index.searcher().search(index.parse_query(f'"{word}"', ["body"])).count


assert found("والمستشفيات", "default") == found("w" * 39, "default") == 1
assert found(WORD, "default") == 0
assert found(WORD, "whole") == 1
PYTHON
echo "still so: tantivy-drops-vocalised-words"
