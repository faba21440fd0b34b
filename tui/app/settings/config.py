"""The user's settings for the screen: a TOML file in the platform's folder for configuration.

lang = "ar"          # or "en"
theme = "nord"       # any of Textual's, or "high-contrast"
compact = true
bidi = "visual"      # or "words", "logical"
history = false      # keep no past searches
mark_read = false    # what is opened is not marked as read
calendar = "hijri"   # of the days shown
layout = "101"       # or "mac", "azerty": the keyboard when it is in Arabic

[keys]               # naba tui --keys lists the names
sort = "o"
down = "down,j,ctrl+n"
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

FILE = "screen.toml"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the file says; ``fault`` is why some of it was not taken, empty when all was."""

    lang: str = "auto"
    theme: str = ""
    compact: bool = False
    bidi: str = "auto"
    history: bool = True
    mark_read: bool = True
    calendar: str = "gregorian"
    layout: str = "auto"
    keys: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


def settings_path() -> Path:
    """Return where the file is looked for."""
    from platformdirs import user_config_path

    return user_config_path("naba", appauthor=False) / FILE


def read_settings(path: Path | None = None) -> Settings:
    """Return the settings; the defaults without a file, and for what is wrong in it."""
    path = path or settings_path()
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        return Settings(fault=f"{path}: {error}")
    taken: dict[str, Any] = {}
    wrong: list[str] = []
    plain = Settings()
    known = {each.name for each in fields(Settings)} - {"fault"}
    for name, value in data.items():
        if name not in known or not _fits(value, getattr(plain, name)):
            wrong.append(name)
        else:
            taken[name] = value
    fault = f"{path}: {', '.join(wrong)}" if wrong else ""
    return Settings(**taken, fault=fault)


def _fits(value: object, example: object) -> bool:
    if isinstance(example, dict):
        return isinstance(value, dict) and all(isinstance(keys, str) for keys in value.values())
    return type(value) is type(example)
