"""Words inside of names that are no names by themselves: بن, عبد, دي, سيدي; all of them folded."""

from typing import Final

from index.entities.tables import folded

KIN = frozenset(map(folded, ("بن", "ابن", "بنت", "آل", "ولد", "آيت")))
"""Words after which a name goes on: سلمان بن خالد, تركي آل الشيخ."""
COMPOUND = frozenset(
    map(folded, ("عبد", "أبو", "أبي", "أبا", "وعبد", "وأبو", "لعبد", "بن", "آل", "ولد", "آيت"))
)
"""Words that are half of a name: عبد الله, أبو مازن."""
FOREIGN = frozenset(map(folded, ("فان", "فون", "دي", "ديل", "دا", "دو")))
"""Words before the family names of Europeans."""
SAINT = folded("سيدي")
"""Word that begins the names of people, and of many towns of the Maghreb."""
LETTER: Final = 3
"""Letters of most words that name a Latin one: إم, كيو."""
