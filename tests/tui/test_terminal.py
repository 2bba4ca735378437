"""The program in a real terminal: its bytes, and the state it leaves the terminal in."""

import signal
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.hostile import FORBIDDEN, make
from tests.terminal import Terminal

ZHNEWS = [sys.executable, "-m", "reader"]
RESTORED = (b"\x1b[?1049l", b"\x1b[?25h", b"\x1b[?1000l")
"""The main screen, the cursor and the mouse given back."""


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    """An environment whose directories are empty."""
    names = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "HOME")
    return {**{name: str(tmp_path / name) for name in names}, "ZHNEWS_CONFIG": ""}


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    started: list[Terminal] = []
    yield started
    for terminal in started:
        terminal.close()


def start(
    terminals: list[Terminal], home: dict[str, str], command: Sequence[str], columns: int = 120
) -> Terminal:
    terminal = Terminal(command, columns=columns, rows=30, env=home)
    terminals.append(terminal)
    return terminal


def is_restored(terminal: Terminal) -> bool:
    return all(code in terminal.raw for code in RESTORED) and terminal.is_cooked()


def test_the_samples_open_without_config_and_network(
    terminals: list[Terminal], home: dict[str, str]
) -> None:
    terminal = start(terminals, home, ZHNEWS)
    for text in ("怎样用 zhnews 读新闻", "按 i 选择", "示例", "吉林"):
        terminal.wait_for(text)
    terminal.send("q")
    assert terminal.wait_for_end() == 0
    assert is_restored(terminal)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_the_terminal_in_order(
    terminals: list[Terminal], home: dict[str, str], number: signal.Signals
) -> None:
    terminal = start(terminals, home, ZHNEWS)
    terminal.wait_for("怎样用 zhnews 读新闻")
    terminal.kill(number)
    terminal.wait_for_end()
    assert is_restored(terminal)


def test_a_suspended_reader_gives_the_terminal_back_and_comes_back_whole(
    terminals: list[Terminal], home: dict[str, str]
) -> None:
    terminal = start(terminals, home, ZHNEWS)
    terminal.wait_for("怎样用 zhnews 读新闻")
    terminal.send("\x1a")
    # What was written before it stopped may come after it is seen to have.
    terminal.wait_until(lambda: terminal.is_stopped and all(c in terminal.raw for c in RESTORED))
    terminal.wipe()
    terminal.kill(signal.SIGCONT)
    for text in ("怎样用 zhnews 读新闻", "示例", "吉林"):
        terminal.wait_for(text)
    terminal.send("/\x11")
    assert terminal.wait_for_end() == 0


def test_a_crash_leaves_the_terminal_in_order_and_says_one_sentence(
    terminals: list[Terminal], home: dict[str, str]
) -> None:
    program = (
        "from reader.tui.screen import ReaderScreen\n"
        "def crash(self): raise RuntimeError('crash')\n"
        "ReaderScreen.help = crash\n"
        "from reader.cli.main import main\n"
        "raise SystemExit(main([]))"
    )
    terminal = start(terminals, home, [sys.executable, "-c", program])
    terminal.wait_for("怎样用 zhnews 读新闻")
    terminal.send("?")
    assert terminal.wait_for_end() == 1
    assert is_restored(terminal)
    after = terminal.raw.split(b"\x1b[?1049l")[-1].decode()
    assert "zhnews 出错了（RuntimeError）" in after
    assert "Traceback" not in after


def test_no_control_byte_of_a_headline_reaches_the_terminal(
    terminals: list[Terminal], home: dict[str, str], tmp_path: Path
) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    hostile = {
        "a": "标题\x1b]0;x\x07甲",
        "b": "标题\u202e乙\u2066丙",
        "c": "标题\x9b31m丁\x00戊\x7f",
        "d": "[/][@click=app.quit]x[/] 己",
    }
    for name, headline in hostile.items():
        credits = f"2026-11-20 09:00:00  |  来源:澜湾日报{headline}"
        text = f"{headline}\n\n{credits}\n\n  {headline}。正文。\n"
        (folder / f"{name}.md").write_text(f"# {text}", encoding="utf-8", errors="surrogatepass")
    terminal = start(terminals, home, [*ZHNEWS, str(folder)])
    terminal.wait_for("[/][@click=app.quit]x[/] 己")
    for _press in range(len(hostile) + 1):
        terminal.send("n")
    terminal.wait_for("后面没有未读文章了")
    terminal.send("q")
    terminal.send("q")
    terminal.send("q")
    terminal.wait_for_end()
    for bad in (b"\x1b]0;x", b"\x00", b"\x7f", "\u202e".encode(), "\u2066".encode(), b"\xc2\x9b"):
        assert bad not in terminal.raw


def test_nothing_but_text_of_a_database_from_elsewhere_reaches_the_terminal(
    terminals: list[Terminal], home: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "own.db"
    make(path)
    terminal = start(terminals, home, [*ZHNEWS, "--db", str(path)])
    terminal.wait_for("全部 · 1 篇")
    terminal.send("\r")
    terminal.wait_for("四]")  # the article
    terminal.send("L")
    terminal.wait_for("╭─ 规则")
    terminal.send("\x1b")
    terminal.wait_until(lambda: "╭─ 规则" not in terminal.text)
    terminal.send("E")
    terminal.wait_for("上次成功")
    terminal.send("\x11")
    terminal.wait_for_end()
    text = terminal.raw.decode()
    assert "\x1b]52" not in text and "\x1b]0" not in text
    assert not (FORBIDDEN - {"\x1b", "\x07"}) & set(text)
