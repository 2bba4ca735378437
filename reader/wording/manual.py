"""The manual: a topic a file, in Markdown, in each language of the interface.

The files are read as they are on a forge, and as articles here (``reader/data/manual``).
"""

import re
from difflib import get_close_matches
from pathlib import Path
from typing import Self

from msgspec import Struct

from reader import i18n
from reader.errors import UsageError
from reader.extract.document import read_document
from reader.i18n import N_, _
from reader.model import Draft
from reader.text.searchable import found

FOLDER = Path(__file__).parent.parent / "data" / "manual"
TOPICS = (
    "keys",
    "lists",
    "search",
    "sources",
    "places",
    "rules",
    "sync",
    "export",
    "commands",
    "config",
    "files",
    "privacy",
)
"""The topics, in the order in which they are listed."""
NEAR, CLOSE = 3, 0.5
"""Topics, at most, that are named where none is meant; and how like their names a slip is."""

_HEAD = re.compile(r"# ([^\n]+)\n\n(.+?(?:。|\.(?=\s)))", re.DOTALL)
"""The title, and the first sentence."""
_FENCE = re.compile(r"(^```.*?^```$)", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")
_SIGN = re.compile(r"\\?([!-/:-@[-_{-~])")
"""What Markdown may read as markup, escaped already in tables."""


class Topic(Struct, frozen=True):
    """A topic in one language: its name, which all languages share, its title, what it tells."""

    name: str
    title: str
    summary: str
    text: str
    """Its Markdown."""

    @classmethod
    def read(cls, name: str, language: str) -> Self:
        """Read the topic *name* in *language*."""
        text = (FOLDER / language / f"{name}.md").read_text("utf-8")
        head = _HEAD.match(text)
        assert head is not None
        return cls(name, head[1], " ".join(head[2].split()), text)

    @property
    def draft(self) -> Draft:
        """The topic as an article. What is code in a sentence is strong there."""
        parts = _FENCE.split(self.text)
        parts[::2] = [_CODE.sub(_strong, part) for part in parts[::2]]
        return read_document("".join(parts).encode(), f"{self.name}.md")


def _strong(code: re.Match[str]) -> str:
    plain = _SIGN.sub(r"\\\1", code[1])
    return f"<b>{plain}</b>"


def topics() -> list[Topic]:
    """Return the topics in the language in use."""
    return [Topic.read(name, i18n.language()) for name in TOPICS]


def fitting(typed: str) -> list[Topic]:
    """Return the topics that *typed* may mean: those it names, then those that mention it.

    Initials of pinyin name a topic too.
    """
    known = topics()
    named = [each for each in known if found(typed, f"{each.name} {each.title} {each.summary}")]
    sought = typed.casefold()
    return named + [each for each in known if each not in named and sought in each.text.casefold()]


def find(word: str) -> Topic:
    """Return the topic that *word* names in any language. Raises UsageError."""
    names = {name: name for name in TOPICS}
    for language in i18n.LANGUAGES:
        names |= {Topic.read(name, language).title.casefold(): name for name in TOPICS}
    if name := names.get(word.casefold()):
        return Topic.read(name, i18n.language())
    close = [names[each] for each in get_close_matches(word.casefold(), names, NEAR, CLOSE)]
    near = [*dict.fromkeys([*close, *(each.name for each in fitting(word))])][:NEAR] or TOPICS
    titles = _("、").join(Topic.read(name, i18n.language()).title for name in near)
    raise UsageError(
        N_("手册里没有“{word}”这一篇，可以看：{nearest}。"),
        kind="unknown_topic",
        word=word,
        nearest=titles,
    )
