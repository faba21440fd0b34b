#!/usr/bin/env bash
# Library: Apache Lucene 9.12.3 (ArabicAnalyzer), and so Elasticsearch's and OpenSearch's `arabic`
# Source: ArabicNormalizer folds the letters آ أ إ and removes U+064B to U+0652; nothing composes
# Tried: 2026-11-30
#
# Expected: an analyzer that folds every seat of hamza folds أحمد in NFD as well, and removes every
# mark that is written over a letter.
# Seen: an alef followed by a combining hamza (U+0654) stays two characters, and أحمد does not meet
# أحمد; nor does الرحمٰن with its small alef (U+0670) meet الرحمن, nor ٱلكتاب with alef wasla الكتاب.
# Why it matters: text by way of a Mac's file names, of PDF and of some scanners is decomposed;
# the commonest names and verbs are then not found by anybody, and look right on every screen. Put
# a filter that composes (icu_normalizer) before it.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
for name in lucene-core lucene-analysis-common; do
    mvn --quiet dependency:copy -Dartifact="org.apache.lucene:$name:9.12.3" \
        -DoutputDirectory="$place/jars" -Dmdep.useBaseVersion=true
done
cat >Terms.java <<'JAVA'
import java.text.Normalizer;
import org.apache.lucene.analysis.ar.ArabicAnalyzer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

public class Terms {
    static String term(String text) throws Exception {
        try (var analyzer = new ArabicAnalyzer(); var stream = analyzer.tokenStream("", text)) {
            var term = stream.addAttribute(CharTermAttribute.class);
            stream.reset();
            if (!stream.incrementToken()) throw new AssertionError("no term: " + text);
            String found = term.toString();
            stream.end();
            return found;
        }
    }

    static void check(boolean met, String first, String second) throws Exception {
        if (term(first).equals(term(second)) != met)
            throw new AssertionError("changed: " + first + " and " + second);
    }

    public static void main(String[] given) throws Exception {
        check(true, "أحمد", "احمد");
        check(true, "كِتَاب", "كتاب");
        for (String word : new String[] {"أحمد", "إسلام", "آثار"})
            check(false, word, Normalizer.normalize(word, Normalizer.Form.NFD));
        check(false, "الرحم\u0670ن", "الرحمن");
        check(false, "\u0671لكتاب", "الكتاب");
    }
}
JAVA
java -cp "jars/*" Terms.java
echo "still so: lucene-decomposed-hamza"
