"""Copying: by a program where there is one, else by the terminal, else it is said."""

import sys
from pathlib import Path

import pytest

from reader.tui.app import ZhnewsApp, copied_by_program, is_deaf
from tests.tui.conftest import MakeApp
from tests.tui.driving import SIZE, shown

KEEP = """#!{python}
import sys
open({file!r}, "w").write(" ".join(sys.argv[1:]) + "<" + sys.stdin.read())
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder the only one in which programs are found."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    for name in ("SSH_CONNECTION", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    return folder


def install(folder: Path, name: str, text: str = KEEP) -> Path:
    """Install a program that keeps what it gets, and return where it keeps it."""
    kept, program = folder / f"{name}.kept", folder / name
    program.write_text(text.format(python=sys.executable, file=str(kept)))
    program.chmod(0o755)
    return kept


@pytest.mark.parametrize(
    ("environ", "name", "kept"),
    [
        ({"WAYLAND_DISPLAY": "w", "DISPLAY": ":0"}, "wl-copy", "<早市"),
        ({"DISPLAY": ":0"}, "xclip", "-selection clipboard<早市"),
        ({"DISPLAY": ":0"}, "xsel", "--input --clipboard<早市"),
        ({"TMUX": "/tmp/t,1,0", "SSH_CONNECTION": "a"}, "tmux", "load-buffer -w -<早市"),
    ],
)
def test_the_program_of_the_place_takes_it(
    programs: Path, environ: dict[str, str], name: str, kept: str
) -> None:
    file = install(programs, name)
    assert copied_by_program("早市", environ | {"PATH": str(programs)})
    assert file.read_text() == kept


@pytest.mark.parametrize(
    "environ",
    [{"DISPLAY": ":10", "SSH_CONNECTION": "a"}, {"WAYLAND_DISPLAY": "w", "SSH_TTY": "a"}, {}],
)
def test_no_program_of_another_machine_or_of_another_screen_does(
    programs: Path, environ: dict[str, str]
) -> None:
    for name in ("wl-copy", "xclip", "xsel", "tmux"):
        install(programs, name)
    assert not copied_by_program("早市", environ | {"PATH": str(programs)})


def test_a_program_that_fails_leaves_it_to_the_next(programs: Path) -> None:
    environ = {"WAYLAND_DISPLAY": "w", "DISPLAY": ":0", "PATH": str(programs)}
    install(programs, "wl-copy", "#!{python}\nraise SystemExit(1)\n")
    assert not copied_by_program("早市", environ)
    file = install(programs, "xclip")
    assert copied_by_program("早市", environ) and file.exists()


@pytest.mark.parametrize(
    ("environ", "deaf"),
    [
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "linux"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7006"}, True),
        ({"TERM": "xterm-256color", "VTE_VERSION": "8000"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, True),
    ],
)
def test_some_terminals_are_known_to_take_nothing(environ: dict[str, str], deaf: bool) -> None:
    assert is_deaf(environ) is deaf


def written(app: ZhnewsApp, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    sequences: list[str] = []
    assert app._driver is not None
    monkeypatch.setattr(app._driver, "write", sequences.append)
    return sequences


async def test_headline_and_address_are_copied_by_the_terminal(
    make_app: MakeApp, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        sequences = written(app, monkeypatch)
        await pilot.press("Y")
        line = "澜湾市图书馆延长夜间开放时间（0） https://news.example.cn/0"
        assert app.clipboard == line and f"已复制 {line}" in shown(app)
        assert any(data.startswith("\x1b]52;c;") for data in sequences)
        await pilot.press("v", "v", "Y")
        assert app.clipboard.count("\n") == 1 and "已复制 2 个标题和网址" in shown(app)


async def test_a_program_is_asked_before_the_terminal(
    make_app: MakeApp, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYLAND_DISPLAY", "w")
    kept, app = install(programs, "wl-copy"), make_app()
    async with app.run_test(size=SIZE) as pilot:
        sequences = written(app, monkeypatch)
        await pilot.press("y")
        assert kept.read_text() == "<https://news.example.cn/0" and "已复制" in shown(app)
        assert app.clipboard == "https://news.example.cn/0"
        assert not any("\x1b]52" in data for data in sequences)


async def test_where_nothing_takes_it_that_is_said(
    make_app: MakeApp, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        monkeypatch.setenv("TERM", "linux")
        await pilot.press("y")
        await pilot.pause()
        assert "没有复制：这个终端不让程序写剪贴板" in shown(app)
