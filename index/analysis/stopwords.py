"""Stop words: too common to ask for, indexed like any other word and skipped in queries."""

from typing import Final

from index.analysis.normalize import fold

_WORDS: Final = """
في من إلى على عن مع حتى منذ خلال بين لدى عند حول ضد
إن أن أو ثم بل لكن لأن كما كي لو إذا إذ لولا لما مما عما فيما بما كلما
ما لا لم لن ليس ليست قد لقد هل كيف متى أين ماذا لماذا أيهما
كم أية بماذا عماذا ماهو ماهي مالذي ومن وما وكم
هو هي هم هن هما أنا نحن أنت أنتم
هذا هذه ذلك تلك هؤلاء هناك هنا هذان هاتان
الذي التي الذين اللذان اللتان اللذين اللواتي
كان كانت يكون تكون كانوا
أي كل بعض غير أيضا أيضًا حيث بعد قبل عبر ضمن دون نحو
فيه فيها منه منها به بها له لها عليه عليها إليه إليها عنه عنها لهم بهم فيهم منهم عليهم بينهم
إنه إنها أنه أنها إنهم أنهم لأنه لأنها لكنه لكنها
وفي ومن وإلى وعلى وعن ومع وإن وأن ولكن وكان وكانت وهو وهي وهم وهذا وهذه وذلك ولا ولم ولن وما
وقد ولقد وكما فقد فإن فهو فهي بأن كأن وأنه وأنها والتي والذي والذين بأنه بأنها
the of a an and in to is for on at by
"""
_AS_WRITTEN: Final = frozenset({"على", "وعلى"})
"""Spellings whose folded form is also a person's name: stop words only in this spelling."""
_FOLDED: Final = frozenset(map(fold, _WORDS.split())) - frozenset(map(fold, _AS_WRITTEN))
_SINGLE_LETTERS: Final = frozenset("وفبكلس")


def is_stopword(word: str) -> bool:
    """Tell whether a query may pass over ``word``, given as written or folded.

    ``على`` as written is one; folded it is the name ``علي`` as well, and so is not.
    """
    return (
        word in _FOLDED or word in _AS_WRITTEN or word in _SINGLE_LETTERS or fold(word) in _FOLDED
    )


def is_folded_stopword(word: str) -> bool:
    """Tell whether a folded word of two or more letters is a stop word."""
    return word in _FOLDED
