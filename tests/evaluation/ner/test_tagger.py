"""The tagger against annotated text, where that is at hand."""

from pathlib import Path

import pytest

from index.entities.scanner import WordNumbers, read_words
from index.entities.tagger import Tagger
from index.training.annotated import example, read_conll, scores, spans_of, token_tags

SHARED = Path(__file__).parents[4] / "shared" / "eval" / "ner"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the annotated sets are not here")


def test_scores_are_strict() -> None:
    gold = [["B-PER", "I-PER", "O", "B-LOC"]]
    assert scores(gold, gold)["all"] == 100
    found = scores(gold, [["B-PER", "O", "O", "B-LOC"]])
    assert (found["PER"], found["LOC"], found["all"]) == (0, 100, 50)
    assert spans_of(["O", "I-ORG", "I-ORG", "B-ORG"]) == {(1, 3, "ORG"), (3, 4, "ORG")}


def test_tokens_become_words_and_labels_tags_again() -> None:
    tagged = [("(د", "O"), ("سمير", "B-PER"), ("-", "I-PER"), ("علي", "I-PER"), (")", "O")]
    words = example(tagged)
    assert words.raw == ["د", "سمير", "علي"]
    assert token_tags(len(tagged), words.tokens, words.labels) == [tag for _, tag in tagged]


@needs_shared
@pytest.mark.parametrize(("name", "least"), [("aqmar_wikipedia", 54.0)])
def test_strict_f1_does_not_fall(name: str, least: float) -> None:
    sentences = read_conll(SHARED / f"{name}.conll.gz")
    tagger, found = Tagger(WordNumbers()), []
    for sentence in sentences:
        words = example(sentence)
        numbers = tagger.words.numbers(read_words(" ".join(words.raw)))
        labels = tagger.labels(numbers, words.gaps).tolist()
        found.append(token_tags(len(sentence), words.tokens, labels))
    assert scores([[tag for _, tag in s] for s in sentences], found)["all"] >= least
