"""Right-to-left text on terminal cells: reordering (UAX #9), joining, and what a terminal needs.

Text stays in logical order everywhere else; this is the last step before the screen. The
Textual filter is in :mod:`tui.bidi.filter`, which alone imports Textual.
"""

from tui.bidi.cells import MODES, RIGHT_TO_LEFT, Cell, Mode, layout, prepare, text_width
from tui.bidi.detect import (
    CHOICES,
    Choice,
    Setup,
    Terminal,
    detect,
    hung_up,
    output_mode,
    requested,
    terminal,
)
from tui.bidi.styled import display
from tui.bidi.uax9 import Base

__all__ = [
    "CHOICES",
    "MODES",
    "RIGHT_TO_LEFT",
    "Base",
    "Cell",
    "Choice",
    "Mode",
    "Setup",
    "Terminal",
    "detect",
    "display",
    "hung_up",
    "layout",
    "output_mode",
    "prepare",
    "requested",
    "terminal",
    "text_width",
]
