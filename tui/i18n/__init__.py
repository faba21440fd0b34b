"""The language of the interface: gettext catalogues, chosen by option, environment or locale.

Messages are written in English in the code and translated where they are shown, so that the
language can change while the screen stands. ``mark`` names a message where it is only stored.
"""

import gettext
import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal

from index.characters import FSI, PDI
from index.errors import Message

Language = Literal["ar", "en"]
LANGUAGES: tuple[Language, ...] = ("ar", "en")
DOMAIN = "naba"
CATALOGUES = Path(__file__).parent / "locale"
ENVIRONMENT = "NABA_LANG"

_language: Language = "ar"


def choose(
    asked: str = "auto", setting: str = "auto", env: Mapping[str, str] = os.environ
) -> Language:
    """Return the language asked for: by the option, else ``NABA_LANG``, else the setting or the
    locale.

    Arabic unless the locale names another language: whoever reads Arabic news reads it.
    """
    for wanted in (asked, env.get(ENVIRONMENT, ""), setting):
        for language in LANGUAGES:
            if wanted == language:
                return language
    return "ar" if _of_locale(env) in ("", "c", "posix", "ar") else "en"


def choose_for_lines(asked: str = "", env: Mapping[str, str] = os.environ) -> Language:
    """Return the language of what the command line says: the one asked for by the option, else
    ``NABA_LANG``, else Arabic where the locale does.

    English otherwise, unlike on the screen: scripts and logs read it.
    """
    for wanted in (asked, env.get(ENVIRONMENT, "")):
        for language in LANGUAGES:
            if wanted == language:
                return language
    return "ar" if _of_locale(env) == "ar" else "en"


def _of_locale(env: Mapping[str, str]) -> str:
    """Return the language that the locale names, such as ``en``; ``c`` is none."""
    names = (env.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((name for name in names if name), "")
    return locale.partition(".")[0].partition("_")[0].lower()


def use(language: Language) -> None:
    """Show everything in this language from now on."""
    global _language
    _language = language


def language() -> Language:
    """Return the language in use."""
    return _language


def direction() -> Literal["rtl", "ltr"]:
    """Return the direction in which the language in use is written."""
    return "rtl" if _language == "ar" else "ltr"


def _(message: str) -> str:
    """Return the message in the language in use."""
    return translated(message, _language)


def counted(one: str, many: str, number: int) -> str:
    """Return the form of a message that goes with a number (Arabic has six), the number put in."""
    return _catalogue(_language).ngettext(one, many, number).format(n=f"{number:,}")


def translated(message: str, language: Language) -> str:
    """Return the message in a given language."""
    return _catalogue(language).gettext(message) if message else ""


def told(message: str) -> str:
    """Return what a message says, in the language in use, each name in it keeping its own order.

    A text that is none is one without blanks.
    """
    if not isinstance(message, Message):
        return _(message)
    if not message.parameters:
        return _(message.template)
    filled = {blank: _filled(value) for blank, value in message.parameters.items()}
    return _(message.template).format_map(filled)


def _filled(value: object) -> str:
    """Return what fills a blank; a whole number needs no marks around it."""
    if isinstance(value, int):
        return str(value)
    return isolated(told(value) if isinstance(value, Message) else str(value))


def in_words(message: str) -> str:
    """Return what a message says on the command line, in the language in use.

    In English a name needs no marks around it to keep its order.
    """
    return told(message) if _language == "ar" else str(message)


def shown(value: object) -> str:
    """Return a name or path as a sentence of the command line has it, in the language in use."""
    return isolated(str(value)) if _language == "ar" else str(value)


def isolated(text: str) -> str:
    """Return a name or path that keeps its own order in a sentence that may run the other way."""
    return f"{FSI}{text}{PDI}"


def mark(message: str) -> str:
    """Return the message itself, to be put into the catalogues and translated when shown."""
    return message


@lru_cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, CATALOGUES, [language])
