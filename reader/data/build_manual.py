"""Write what the manual says of keys and settings, from the table of commands and config.toml.

Usage: uv run python -m reader.data.build_manual

What stands before the first ``##`` in ``keys.md`` and ``config.md`` is written by hand, the rest
here.
"""

import re
from collections.abc import Iterator

from reader import i18n
from reader.i18n import _
from reader.settings import paths
from reader.tui.commands import PLACES, at, keys_of
from reader.wording.manual import FOLDER

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
    """Write the files."""
    for name, text in built().items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
