"""Write the manual page ``zhnews.1`` from the commands' arguments and the topics of the manual.

Usage: uv run python -m reader.data.build_man

It is in English and, as roff has it that every program reads, in ASCII.
"""

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
from reader.wording.manual import TOPICS, Topic

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


def built() -> str:
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


def main() -> None:
    """Write the page."""
    PAGE.write_text(built(), "ascii")


if __name__ == "__main__":
    main()
