"""Random articles, and random queries in the query language that may find them."""

import random

from hypothesis import strategies as st

from index import Article
from tests.support import article

WORDS = (
    "المهرجان", "زرافة", "مدرسة", "والمدارس", "كتاب", "مكتبة", "حلب", "حماة", "قمح", "السفينة",
    "مسؤولون", "عبدالله", "facebook", "iPhone-15", "2024", "#دوري_المحافظات", "أسواق", "يرتفع",
)  # fmt: skip
FILLER = ("من", "في", "قال", "اليوم", "جديد", "بعد", "أمس", "كبير")
TYPOS = ("المهرجتن", "زرلفة", "مدرسه", "السقينة", "كاتبون", "مكاتب", "facebok", "قمحح", "غائب")


def random_articles(seed: int, count: int) -> list[Article]:
    """Return articles of random words, some without a title, some with furniture."""
    chance = random.Random(seed)
    articles = []
    for number in range(count):
        text = " ".join(chance.choices(WORDS + FILLER, k=chance.randint(1, 40)))
        title = " ".join(chance.choices(WORDS + FILLER, k=3)) if chance.random() < 0.6 else ""
        furniture = ((0, len(text) // 3),) if chance.random() < 0.3 else ()
        articles.append(article(f"{seed}-{number}", text, title, furniture=furniture))
    return articles


def _typed(word: str) -> st.SearchStrategy[str]:
    """A word with one of its letters replaced, left out, or as it is."""
    return st.integers(0, len(word) - 1).flatmap(
        lambda i: st.sampled_from([word[:i] + "ن" + word[i + 1 :], word[:i] + word[i + 1 :], word])
    )


_words = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(FILLER),
    st.sampled_from(TYPOS),
    st.sampled_from(WORDS[:9]).flatmap(_typed),
).filter(bool)
_several = st.lists(_words, min_size=2, max_size=3).map(" ".join)
_leaves = st.one_of(
    _words,
    _words,
    _words.map("={}".format),
    _words.map("{}~".format),
    _words.map("{}~2".format),
    _words.filter(lambda word: len(word) > 3).map(lambda word: f"{word[:3]}*"),
    _words.filter(lambda word: len(word) > 3).map(lambda word: f"*{word[2:]}"),
    _words.filter(lambda word: len(word) > 3).map(lambda word: f"{word[:2]}?{word[3:]}"),
    _several.map('"{}"'.format),
    _several.map('"{}"~3'.format),
    _several.map('="{}"'.format),
)
text_clauses = st.one_of(_leaves, _leaves, _leaves.map("title:{}".format))
"""Clauses that find articles by the words of their text."""

text_queries = st.recursive(
    text_clauses,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(" ".join),
        st.tuples(inner, inner).map("({0[0]}) OR ({0[1]})".format),
        st.tuples(inner, inner).map("({0[0]}) AND ({0[1]})".format),
        st.tuples(inner, _leaves).map("({0[0]}) -{0[1]}".format),
        st.tuples(inner, st.sampled_from(["2", "0.5", "30"])).map("({0[0]})^{0[1]}".format),
        st.tuples(inner, _leaves).map("+{0[1]} ({0[0]})".format),
    ),
    max_leaves=4,
)
"""Queries each of whose matches has a word that was asked for."""

queries = st.one_of(
    text_queries,
    st.tuples(text_queries, st.sampled_from(["person:هدى", "tag:*", "date:2024", "title:*", "*"]))
    .map(" ".join),
    st.tuples(text_queries, st.sampled_from(["source:x OR", "NOT", "date:[2024 TO 2025]", "("]))
    .map(lambda pair: f"{pair[1]} {pair[0]}"),
)  # fmt: skip
"""Queries of all kinds, half-written ones among them."""

modes = st.sampled_from(["auto", "any", "all"])
