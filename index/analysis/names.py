"""Names written as one word or as two, and words with several accepted spellings."""

import re

from .lexicon import Lexicon

_SERVANT = re.compile("((?:[وف]?[بلك]?)عبد)(ال[ء-ي]{2,})")
_FATHER = re.compile("((?:[وف]?[بلك]?)ابو)([ء-ي]{3,})")
_ONE_FORM = {"ابن": "بن"}


def parts(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words a folded word is indexed as: ``عبدالله`` gives ``عبد``, ``الله``.

    ``ابومازن`` is two words where the second is attested alone; ``ابوابها`` is not, as it
    belongs to ``ابواب``.
    """
    if joined := _SERVANT.fullmatch(word):
        return joined.groups()
    joined = _FATHER.fullmatch(word)
    if joined and not joined[2].startswith("اب") and lexicon.count(joined[2]):
        return joined.groups()
    return (_ONE_FORM.get(word, word),)
