#!/usr/bin/env bash
# Library: python-docx 1.2.0
# Source: docx/oxml/text/paragraph.py, CT_P.text: the runs and hyperlinks that are children of w:p
# Tried: 2026-11-30
#
# Expected: the text of a paragraph is all that a reader sees in it.
# Seen: runs inside w:dir and w:bdo (ISO/IEC 29500-1, 17.3.2.3 and 17.3.2.8: a stretch with a
# direction of its own) are left out, in Paragraph.text and in iter_inner_content, while a
# hyperlink's are kept.
# Why it matters: Arabic documents have these elements around names and numbers, English ones
# hardly ever, so what a test on English files never misses is a name in the middle of a sentence,
# and the sentence still reads as one.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check python-docx==1.2.0
env/bin/python - <<'PYTHON'
import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

paragraph = docx.Document().add_paragraph("أعلن ")
for element in ("dir", "bdo"):
    run = f"<w:r><w:t xml:space='preserve'>{element} </w:t></w:r>"
    paragraph._p.append(parse_xml(f"<w:{element} {nsdecls('w')} w:val='rtl'>{run}</w:{element}>"))
paragraph.add_run("استقالته")
assert "".join(paragraph._p.xpath(".//w:t/text()")) == "أعلن dir bdo استقالته"
assert paragraph.text == "أعلن استقالته"
assert [run.text for run in paragraph.iter_inner_content()] == ["أعلن ", "استقالته"]
PYTHON
echo "still so: python-docx-text-in-a-direction"
