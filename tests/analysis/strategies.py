"""Texts for property tests: Arabic with everything that may stand in it."""

from hypothesis import strategies as st

from tests.analysis.battery import SAME_STEM

PIECES = [
    *(text for pair in SAME_STEM for text in pair),
    *"ابتةهىيءؤئأإآٱلوكفسم",
    *"\u0640\u064b\u0651\u0653\u0654\u0655\u0670\u06e1\u200c\u200d\u200f\u2067\u00ad\ufeff",
    *"0١۲,.٫٬-_#＃@/:،؟ \n\u00a0\0\ud800",
    *"aZéßİﷺﷲﻻﹰﱞ１²ⅷ",
]
arabic = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
texts = arabic | st.text(max_size=60)
plain_words = st.text(st.sampled_from("ابةتىهيءؤئأإآوـًُّْ"), min_size=1, max_size=12)
