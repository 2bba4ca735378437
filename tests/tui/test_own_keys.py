"""The terminal's own keys: leaving, suspending, copying; and the browser beside the screen."""

import json
import os
import sys
from pathlib import Path
from time import monotonic

import pytest

from reader.errors import BadAddress, ZhnewsError
from reader.processes.program import open_page
from reader.settings.config import Config
from reader.tui.widgets.prompt import LineInput
from tests.tui.conftest import MakeApp
from tests.tui.driving import SIZE, shown

OVERLAYS = {"/": "prompt", ":": "palette", "c": "region picker", "i": "places", "?": "help"}


@pytest.mark.parametrize("key", ["", "E", *OVERLAYS])
async def test_the_key_that_quits_is_heard_everywhere(make_app: MakeApp, key: str) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*key, "ctrl+q")
        assert not app.is_running


async def test_another_key_to_quit_is_heard_in_a_prompt_unless_it_can_be_typed(
    make_app: MakeApp,
) -> None:
    app = make_app(Config(keys={"quit": "f10,Q"}))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("/", "Q", "ctrl+q")
        assert app.screen.query_one(LineInput).value == "Q"
        await pilot.press("f10")
        assert not app.is_running


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "没有选中文字；按 C-q 退出"), ("en", "No text selected; C-q quits")],
)
@pytest.mark.parametrize("key", ["", *OVERLAYS])
async def test_with_nothing_selected_the_key_that_copies_says_how_to_quit(
    make_app: MakeApp, use_language: None, language: str, said: str, key: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press(*key, "ctrl+c")
        assert said in shown(app) and not app._notifications


async def test_what_is_selected_in_a_prompt_is_copied(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("/", *"长春日报", "shift+left", "shift+left", "ctrl+c")
        assert app.clipboard == "日报"


async def test_the_command_copies_as_its_key_does(make_app: MakeApp) -> None:
    app = make_app(Config(keys={"copy": "f11"}))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("/", *"长春日报", "shift+left", "f11")
        assert app.clipboard == "报"


# --- the browser ---

PROGRAM = """
import json, os, sys
print("noise"); print("noise", file=sys.stderr); print("noise", file=sys.__stdout__)
try:
    terminal = os.open("/dev/tty", os.O_RDWR)
except OSError:
    terminal = None
said = {"address": sys.argv[1], "session": os.getsid(0), "terminal": terminal}
open(%(told)r + "~", "w").write(json.dumps(said))
os.rename(%(told)r + "~", %(told)r)
sys.exit(%(status)d)
"""


def browser(folder: Path, name: str = "browser", status: int = 0) -> tuple[str, Path]:
    """Make a browser that tells what it has, and give its command and where it tells that."""
    told, program = folder / "told.json", folder / name
    text = PROGRAM % {"told": str(told), "status": status}
    program.write_text(f"#!{sys.executable}\n{text}")
    program.chmod(0o755)
    return str(program), told


@pytest.mark.parametrize("form", ["{}", "{} %s", "{} %s &"])
async def test_what_a_browser_prints_reaches_no_terminal(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    form: str,
) -> None:
    command, told = browser(tmp_path)
    monkeypatch.setenv("BROWSER", form.format(command))
    await open_page("https://news.example/新闻?a=1;touch%20x&b=$(c)")
    until = monotonic() + 10
    while not told.exists() and monotonic() < until:
        pass
    said = json.loads(told.read_text())
    assert said["address"] == "https://news.example/新闻?a=1;touch%20x&b=$(c)"
    assert said["session"] != os.getsid(0) and said["terminal"] is None
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(("name", "status"), [("w3m", 0), ("browser", 1)])
async def test_a_browser_for_the_terminal_counts_as_none_and_so_does_one_that_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, status: int
) -> None:
    command, told = browser(tmp_path, name, status)
    monkeypatch.setenv("BROWSER", f"{command} %s")
    with pytest.raises(
        ZhnewsError, match="找不到浏览器，请复制网址另外打开，或设置环境变量 BROWSER。"
    ):
        await open_page("https://news.example/")
    assert told.exists() is (name != "w3m")


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "-v", ""])
async def test_only_addresses_of_the_web_are_opened(url: str) -> None:
    with pytest.raises(BadAddress):
        await open_page(url)
