"""The colours to choose from."""

from textual.theme import Theme

HIGH_CONTRAST = Theme(
    name="high-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#00ffff",
    warning="#ffff00",
    error="#ff6060",
    success="#00ff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    boost="#000000",
    dark=True,
    text_alpha=1.0,
    variables={
        "border": "#ffff00",
        "footer-key-foreground": "#ffff00",
        "footer-background": "#000000",
        "input-cursor-background": "#ffffff",
        "input-cursor-foreground": "#000000",
        "input-selection-background": "#ffff00 40%",
    },
)
"""Theme in white and yellow on black: at least 7 to 1 everywhere (WCAG 2.2, level AAA)."""

THEMES = (
    "textual-dark",
    "textual-light",
    "high-contrast",
    "nord",
    "gruvbox",
    "solarized-light",
    "ansi-dark",
)
LIGHT = "textual-light"
"""Name of the theme for terminals with a light background."""
SIXTEEN_COLOURS = "ansi-dark"
"""Name of the theme for terminals of 16 colours: it takes the terminal's own."""
