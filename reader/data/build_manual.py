"""Write what the manual says of keys and settings, and the man page ``zhnews.1``.

Usage: uv run python -m reader.data.build_manual

What stands before the first ``##`` in ``keys.md`` and ``config.md`` is written by hand, the rest
here. The man page is in English and, as roff has it that every program reads, in ASCII.
"""

import re
from argparse import Action
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from reader import i18n
from reader.cli.command import Parser
from reader.cli.main import GROUPS, command_of
from reader.i18n import _
from reader.settings import paths
from reader.tui.commands import PLACES, at, keys_of
from reader.wording.manual import FOLDER, TOPICS, Topic

# Write the manual page zhnews.1 from the commands' arguments and the topics of the manual.

PAGE = Path(__file__).with_name("zhnews.1")
LANGUAGE = "en"
HEAD = r"""
.TH ZHNEWS 1
.SH NAME
zhnews \- read Chinese regional news in the terminal
.SH SYNOPSIS
.B zhnews
[\fIPATH\fR ...]
.br
.B zhnews
\fICOMMAND\fR ...
.SH DESCRIPTION
Without a command the reader opens; with paths it reads those files and folders, and stores nothing.
.SH COMMANDS
""".lstrip()


def built_page() -> str:
    """Return the page."""
    i18n.use(LANGUAGE)
    lines = [HEAD.rstrip("\n"), *_commands(), *_topic("commands")]
    for name in TOPICS:
        if name != "commands":
            lines += [f".SH {name.upper()}", *_topic(name)]
    i18n.use("zh")
    return "\n".join(lines) + "\n"


# The commands.


class _Recorder(Parser):
    """A parser that remembers its arguments."""

    def __init__(self) -> None:
        self.actions: list[Action] = []
        super().__init__("zhnews")

    def add_argument(self, *names: Any, **options: Any) -> Action:
        """Add an argument as `argparse.ArgumentParser.add_argument` does."""
        action = super().add_argument(*names, **options)
        self.actions.append(action)
        return action


def _commands() -> Iterator[str]:
    for title, commands in GROUPS.items():
        yield f".SS {_escaped(_(title).rstrip(':'))}"
        for name, (_module, help) in commands.items():
            recorder = _Recorder()
            command_of(name)[0].arguments(recorder)
            called = " ".join(["zhnews", name, *map(_usage, recorder.actions)])
            yield f".TP\n.B {_escaped(called)}\n{_escaped(_(help))}"
            yield ".RS"
            for action in recorder.actions:
                if action.help:
                    yield f".TP\n.I {_escaped(_name(action))}\n{_escaped(action.help)}"
            yield ".RE"


def _name(action: Action) -> str:
    value = action.metavar if action.nargs != 0 else None
    return " ".join([*action.option_strings[:1], *([str(value)] if value else [])])


def _usage(action: Action) -> str:
    name = _name(action)
    if action.option_strings:
        return f"[{name}]"
    return {"?": f"[{name}]", "*": f"[{name} ...]", "+": f"{name} ..."}.get(str(action.nargs), name)


# The topics.


def _topic(name: str) -> Iterator[str]:
    """Yield the lines of a topic, without its title."""
    tokens = MarkdownIt("commonmark").enable("table").parse(Topic.read(name, LANGUAGE).text)
    row: list[str] = []
    for before, token in pairwise(tokens):
        match before.type, token.type:
            case "heading_open", "inline" if before.tag != "h1":
                yield f".SS {_inline(token)}"
            case "paragraph_open", "inline":
                yield (r".IP \(bu 2" if before.hidden else ".PP") + f"\n{_inline(token)}"
            case "td_open", "inline":
                row.append(_inline(token))
            case _, "tr_close" if row:
                term, meaning, *more = row
                yield "\n".join(
                    (".TP", term or r"\&", " ".join([meaning, *map("({})".format, more)]))
                )
                row = []
            case _, "fence":
                code = "\n".join(map(_escaped, token.content.rstrip("\n").split("\n")))
                yield f".PP\n.RS 4\n.nf\n{code}\n.fi\n.RE"


def _inline(token: Token) -> str:
    parts = ((child.type, _escaped(child.content)) for child in token.children or ())
    marked = {"code_inline": r"\fB{}\fR", "softbreak": "\n"}
    return "".join(marked.get(type, "{}").format(text) for type, text in parts)


def _escaped(text: str) -> str:
    """Return *text* with what roff would read as its own, and all beyond ASCII, in its escapes."""
    text = text.replace("\\", r"\e").replace("-", r"\-")
    text = "".join(char if char.isascii() else rf"\[u{ord(char):04X}]" for char in text)
    return rf"\&{text}" if text[:1] in (".", "'") else text


# Write what the manual says of keys and settings, from the table of commands and config.toml.

COLUMNS = {"zh": ("按键", "做什么", "命令名"), "en": ("Keys", "What they do", "Command")}
COLON = {"zh": "：", "en": ": "}
_PIECE = re.compile(r"^((?:# .*\n)*)#?(\[.*\]|[\w\"].* = .*)$", re.MULTILINE)
"""A comment, and the setting or the head of a table below it."""
_CHINESE = re.compile(r"(.*[\u2026\u3000-\u9fff\uff00-\uffef])? ?(.*)", re.DOTALL)
"""A comment: what is Chinese in its line, then what is English."""


def built() -> dict[str, str]:
    """Return the files whose ends are written here, by their paths below the manual's folder."""
    parts = {"keys": key_sections, "config": setting_sections}
    return {
        f"{language}/{name}.md": "\n".join([_by_hand(language, name), *sections(language)]) + "\n"
        for language in i18n.LANGUAGES
        for name, sections in parts.items()
    }


def _by_hand(language: str, name: str) -> str:
    text = (FOLDER / language / f"{name}.md").read_text("utf-8")
    return text.partition("\n## ")[0].rstrip("\n") + "\n"


def key_sections(language: str) -> Iterator[str]:
    """Yield the lines of a table for each place where keys work."""
    i18n.use(language)
    for place, name in PLACES.items():
        yield f"## {_(name)}\n"
        yield f"| {' | '.join(COLUMNS[language])} |\n| --- | --- | --- |"
        for command in at(place):
            keys = " ".join(f"`{key}`".replace("|", r"\|") for key in keys_of(command, {}))
            yield f"| {keys} | {_(command.help)} | {command.id} |"
        yield ""
    i18n.use("zh")


def setting_sections(language: str) -> Iterator[str]:
    """Yield the lines of a list of the settings of each table, after the comments of the config."""
    for table, over, settings in _tables():
        says = _in(language, over)
        yield f"## {table}\n\n{says}\n" if says.endswith(("。", ".")) else f"## {table} {says}\n"
        for setting, comment in settings:
            yield f"- `{setting}`{COLON[language]}{_in(language, comment)}"
        if settings:
            yield ""


Setting = tuple[str, list[str]]
"""How it is written, and the comment over it."""


def _tables() -> Iterator[tuple[str, list[str], list[Setting]]]:
    """Yield the tables of config.toml, each with the comment over it, and its settings.

    What stands before the first one goes by the name of the file, under the comment on its top. A
    setting without a comment of its own is an example.
    """
    top, *rest = paths.default_config().read_text("utf-8").split("\n\n")
    table, over, settings = paths.default_config().name, _comment(top), list[Setting]()
    for part in rest:
        for comment, line in _PIECE.findall(part):
            if line.startswith("["):
                yield table, over, settings
                table, over, settings = line, _comment(comment), []
            elif comment:
                settings.append((line, _comment(comment)))
    yield table, over, settings


def _comment(text: str) -> list[str]:
    return [line.removeprefix("# ") for line in text.splitlines()]


def _in(language: str, comment: list[str]) -> str:
    """Return what *comment* says in *language*."""
    parts = [match.groups("") for line in comment if (match := _CHINESE.fullmatch(line))]
    if language == "zh":
        return "".join(chinese for chinese, _english in parts)
    return " ".join(english for _chinese, english in parts if english)


def main() -> None:
    """Write the files, and the page, which tells what they say."""
    for name, text in built().items():
        (FOLDER / name).write_text(text, "utf-8")
    PAGE.write_text(built_page(), "ascii")


if __name__ == "__main__":
    main()
