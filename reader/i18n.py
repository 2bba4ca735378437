"""The language of the interface.

Messages are the Chinese sentences themselves, so Chinese needs no catalogue and English has one,
``reader/data/locale/en/LC_MESSAGES/zhnews.mo``. A message travels as text plus named parameters and
becomes a sentence here, at the last moment.
"""

import gettext as _gettext
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Protocol

LOCALE_DIR = Path(__file__).parent / "data" / "locale"
LANGUAGES = ("zh", "en")

_language = "zh"
_catalogue: _gettext.NullTranslations = _gettext.NullTranslations()
_spell: Callable[[str], str] = str


class Message(Protocol):
    """Anything that carries a sentence yet to be made: an error, a problem, a reason."""

    @property
    def message(self) -> str:
        """The Chinese sentence, with ``{name}`` where a parameter goes."""

    @property
    def params(self) -> Mapping[str, "str | int | Message"]:
        """The parameters by name; a message among them is translated too."""


def use(language: str) -> None:
    """Speak *language*, one of `LANGUAGES`, from now on."""
    global _catalogue, _language
    _language = language
    if language == "zh":
        _catalogue = _gettext.NullTranslations()
    else:
        _catalogue = _gettext.translation("zhnews", LOCALE_DIR, [language])


def language() -> str:
    """Return the language in use."""
    return _language


def spell_by(spell: Callable[[str], str]) -> None:
    """Write sentences by *spell* from now on, such as in traditional characters."""
    global _spell
    _spell = lru_cache(maxsize=2000)(spell)


def N_(message: str) -> str:
    """Mark *message* for the catalogue; it is translated where it is shown."""
    return message


def _(message: str, **params: str | int) -> str:
    """Return the sentence for *message* in the language in use, parameters filled in.

    Where the catalogue has a text for one and another for many, the parameter ``n`` chooses.
    """
    text = _text(message, params.get("n"))
    return text.format_map(params) if params else text


def _text(message: str, n: str | int | None) -> str:
    if not message:
        return ""  # gettext's own text of "" is its header
    if isinstance(n, int) and (text := _catalogue.ngettext(message, message, n)) != message:
        return _spell(text)
    return _spell(_catalogue.gettext(message))


def render(item: Message) -> str:
    """Return the sentence of an error, a problem, a reason or a change."""
    params = {
        name: value if isinstance(value, str | int) else render(value)
        for name, value in item.params.items()
    }
    return _(item.message, **params)
