#!/usr/bin/env bash
# Library: Apache Lucene 9.12.3 (StandardTokenizer, so ArabicAnalyzer), and so Elasticsearch's and
#   OpenSearch's `standard` and `arabic`
# Source: Unicode's word boundaries (UAX 29): the Arabic comma is MidNum, the full stop MidNumLet
#   and the colon MidLetter; none of the three ends a word between two digits or two letters
# Tried: 2026-11-30
#
# Expected: a comma, a full stop and a colon end a word.
# Seen: ٢٠١٠،٢٠١١ is one term, so is انتهى.وقال; of قال:إن the term is «قال:», colon included, since
# the stemmer cuts the rest. A semicolon or a comma between letters does end a word.
# Why it matters: news from the web often lacks the space after a mark. The last word of one
# sentence and the first of the next are then found by nobody. A char_filter that puts a space
# after these marks, where no digit follows a colon, mends it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
for name in lucene-core lucene-analysis-common; do
    mvn --quiet dependency:copy -Dartifact="org.apache.lucene:$name:9.12.3" \
        -DoutputDirectory="$place/jars" -Dmdep.useBaseVersion=true
done
cat >Terms.java <<'JAVA'
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

public class Terms {
    static void check(String text, String... expected) throws Exception {
        var found = new ArrayList<String>();
        try (var analyzer = new ArabicAnalyzer(); var stream = analyzer.tokenStream("", text)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            while (stream.incrementToken()) found.add(term.toString());
            stream.end();
        }
        if (!found.equals(List.of(expected)))
            throw new AssertionError("changed: " + text + " is " + found);
    }

    public static void main(String[] given) throws Exception {
        check("٢٠١٠، ٢٠١١", "2010", "2011");
        check("٢٠١٠،٢٠١١", "2010،2011");
        check("انتهى. وقال الوزير", "انته", "قال", "وزير");
        check("انتهى.وقال الوزير", "انتهي.وقال", "وزير");
        check("قال:إن الحكومة", "قال:", "حكوم");
        check("عاد،ثم ذهب", "عاد", "ذهب");
    }
}
JAVA
java -cp "jars/*" Terms.java
echo "still so: lucene-joins-what-lacks-a-space"
