"""The mouse in a real terminal: what is clicked answers, and the wheel turns what lies under it."""

import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.terminal import Terminal

COLUMNS, ROWS = 120, 30
WHEEL = 65
"""The button that a terminal sends for the wheel turned down."""
SCROLLBAR = dict.fromkeys(map(ord, "▁▂▃▄▅▆▇█"))
REGIONS, ARTICLES, ARTICLE = range(3)
"""The panes from left to right."""


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME")
    return {**{name: str(tmp_path / name) for name in names}, "ZHNEWS_CONFIG": ""}


@pytest.fixture
def terminal(
    request: pytest.FixtureRequest, home: dict[str, str], tmp_path: Path
) -> Iterator[Terminal]:
    """Run over the samples, with a line over the panes that says so, or over files, without it."""
    folder = tmp_path / "港"
    folder.mkdir()
    for number in range(30):
        lines = [f"第{number:02}号渔船进港", "2026年11月20日 09:00 来源：澜湾日报", ""]
        lines += [f"第{number:02}号渔船说了第{line:02}句话。\n" for line in range(40)]
        (folder / f"{number:02}.txt").write_text("\n".join(lines), "utf-8")
    arguments = [str(folder)] if request.param == "files" else []
    command = [sys.executable, "-m", "reader", *arguments]
    terminal = Terminal(command, columns=COLUMNS, rows=ROWS, env=home)
    yield terminal
    terminal.close()


def click(terminal: Terminal, x: int, y: int) -> None:
    terminal.send(f"\x1b[<0;{x + 1};{y + 1}M\x1b[<0;{x + 1};{y + 1}m")


def pane(terminal: Terminal, number: int) -> list[str]:
    """Return what a pane shows, a string a line of the screen, without blanks and scrollbar."""
    parted = (line.translate(SCROLLBAR).split("│") for line in terminal.lines)
    return ["".join(parts[number].split()) if len(parts) == 3 else "" for parts in parted]


def unread(terminal: Terminal) -> list[tuple[int, str]]:
    """Return the lines on which an unread headline stands, and how it begins."""
    rows = enumerate(pane(terminal, ARTICLES))
    found = [(y, line[1:].removeprefix("示例")) for y, line in rows if line.startswith("●")]
    return [(y, headline[:6]) for y, headline in found]


def heading(terminal: Terminal) -> str:
    """Return the line over the panes, without blanks."""
    return "".join(next(line for line in terminal.lines if "━" in line).split())


def is_read(terminal: Terminal, headline: str) -> bool:
    return headline in "".join(pane(terminal, ARTICLE)[:6])


def is_listed(terminal: Terminal, place: str) -> bool:
    return place in heading(terminal)


def is_turned(terminal: Terminal, number: int, before: list[str]) -> bool:
    """Whether a pane shows whole what it did *before*, a few lines further down."""
    first, last = 1, ROWS - 1
    now = pane(terminal, number)
    return any(before[first + by : last] == now[first : last - by] for by in range(1, 8))


@pytest.mark.parametrize("terminal", ["samples", "files"], indirect=True)
def test_what_is_clicked_answers_in_every_row(terminal: Terminal) -> None:
    terminal.wait_until(lambda: len(unread(terminal)) > 8)
    # The lowest rows make the list scroll, which other tests see to.
    for y, headline in unread(terminal)[:-3]:
        click(terminal, 30, y)
        terminal.wait_until(partial(is_read, terminal, headline), what=headline)
    click(terminal, 90, 12)
    terminal.wait_until(lambda: heading(terminal).endswith("━"), what="the article's focus")
    rows = ((y, line.strip("0123456789▾▸")) for y, line in enumerate(pane(terminal, REGIONS)))
    for y, place in [(y, place) for y, place in rows if place and "…" not in place][:8]:
        click(terminal, 8, y)
        terminal.wait_until(partial(is_listed, terminal, place), what=place)


@pytest.mark.parametrize("terminal", ["files"], indirect=True)
def test_the_wheel_turns_the_pane_under_it_alone(terminal: Terminal) -> None:
    terminal.wait_until(lambda: "渔船说了" in "".join(pane(terminal, ARTICLE)[ROWS - 3 :]))
    terminal.wait_until(lambda: "全部30" in pane(terminal, REGIONS))
    for x, turned in ((90, ARTICLE), (30, ARTICLES)):
        others = [number for number in (REGIONS, ARTICLES, ARTICLE) if number != turned]
        before = [pane(terminal, number) for number in range(3)]
        terminal.send(f"\x1b[<{WHEEL};{x};12M")
        terminal.wait_until(partial(is_turned, terminal, turned, before[turned]))
        assert [pane(terminal, number) for number in others] == [before[n] for n in others]
