"""Handing articles to programs."""

import json
import os
import shlex
import sys
from pathlib import Path

import pytest
from textual.pilot import Pilot

from reader.errors import CommandMissing, ConfigError, ZhnewsError
from reader.model import Draft
from reader.processes.program import OUTPUT_LIMIT, Program, parse_command
from reader.settings.config import Config, Share
from tests.hostile import POISON
from tests.tui.conftest import MakeApp, Over
from tests.tui.driving import SIZE, screen_of, settle, shown, until

TELL = """
import json, sys
print(json.dumps([sys.argv[1:], sys.stdin.read()]), file=open({told!r}, "w"))
"""


def telling(folder: Path) -> tuple[tuple[str, ...], Path]:
    """Make a program that tells what it got, and return its words and where it tells it."""
    told, program = folder / "told.json", folder / "tell.py"
    program.write_text(TELL.format(told=str(told)))
    return (sys.executable, str(program)), told


def content(file: str) -> str | None:
    return Path(file).read_text() if Path(file).exists() else None


async def pipe(pilot: Pilot[None], command: str) -> None:
    await pilot.press("|")
    screen = pilot.app.screen
    [line] = screen.query("LineInput")
    line.value = command  # type: ignore[attr-defined]
    await pilot.press("enter")


# Commands that are typed.


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("mail -s '$(x) ; rm' a@b", ["mail", "-s", "$(x) ; rm", "a@b"]),
        ("sh -c 'cat >> a | b'", ["sh", "-c", "cat >> a | b"]),
        ("cut -d '|' -f1 #1", ["cut", "-d", "|", "-f1", "#1"]),
    ],
)
def test_a_command_is_parted_as_a_shell_does_and_read_by_none(line: str, words: list[str]) -> None:
    assert parse_command(line) == words


@pytest.mark.parametrize("line", ["cat >> notes.md", "grep a | head", "a && b", "a; b", "a &"])
def test_what_only_a_shell_understands_is_refused_with_advice(line: str) -> None:
    with pytest.raises(ZhnewsError, match="命令不经过 shell，不认识 ") as raised:
        parse_command(line)
    assert f"sh -c '{line}'" in str(raised.value)


def test_quotes_that_do_not_match_are_refused() -> None:
    with pytest.raises(ZhnewsError, match="这个命令的引号没有成对。"):
        parse_command("mail -s 'a")


@pytest.mark.parametrize("name", ["no-such-program-here", "/etc/passwd", "~nobody-here/a", ""])
def test_a_command_that_is_not_there_is_said(name: str) -> None:
    with pytest.raises(CommandMissing):
        Program([name], b"")


# Programs.


async def run(*argv: str, data: bytes = b"") -> Program:
    program = Program(argv, data)
    await program.run(lambda: None)
    return program


async def test_a_program_gets_the_text_and_its_output_is_cleaned() -> None:
    program = await run("cat", data=f"早市\n{POISON}开张".encode() + b"\xff")
    assert program.text.startswith("早市\n") and program.text.endswith("开张�")
    assert "\x1b" not in program.text and "owned" not in program.text
    assert program.status == 0


async def test_a_program_that_leaves_another_in_the_background_holds_nobody_up() -> None:
    program = await run("sh", "-c", "sleep 600 & echo $!; exit 3")
    assert program.status == 3
    os.kill(int(program.text), 9)


async def test_a_program_that_never_stops_printing_is_stopped() -> None:
    program = await run("yes")
    assert program.is_cut and program.status == -9 and len(program.text) <= OUTPUT_LIMIT


# The screen.


async def test_the_article_goes_to_a_command_and_its_output_is_shown(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pipe(pilot, "head -1")
        await until(pilot, lambda: "完成；Esc 返回" in shown(app))
        assert "# 澜湾市图书馆延长夜间开放时间（0）" in shown(app)
        await pilot.press("escape", "|", "up")
        assert "head -1" in shown(app)
        await pilot.press("escape")
        screen_of(app)


async def test_what_is_selected_goes_to_a_command_as_one_text(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("v", "v")
        await pipe(pilot, "grep -c 记者")
        await until(pilot, lambda: "完成" in shown(app))
        assert "2" in shown(app)


async def test_a_command_that_fails_says_its_status_and_what_it_printed(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pipe(pilot, "sh -c 'printf \"\\033[31m错了\" >&2; exit 7'")
        await until(pilot, lambda: "失败了（退出状态 7）" in shown(app))
        assert "│ 错了 " in shown(app)


async def test_a_command_that_hangs_is_stopped_by_escape(make_app: MakeApp, tmp_path: Path) -> None:
    app, pid = make_app(), tmp_path / "pid"
    async with app.run_test(size=SIZE) as pilot:
        await pipe(pilot, f"sh -c 'echo 开始; echo $$ > {shlex.quote(str(pid))}; sleep 600'")
        await until(pilot, lambda: "开始" in shown(app) and pid.exists())
        assert "Esc 停止" in shown(app)
        await pilot.press("escape")
        await settle(pilot)
        screen_of(app)
        with pytest.raises(ProcessLookupError):
            os.kill(int(pid.read_text()), 0)


async def test_long_output_is_scrolled(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pipe(pilot, "seq 1000 1999")
        await until(pilot, lambda: "完成" in shown(app))
        assert "│ 1000 " in shown(app) and "│ 1999 " not in shown(app)
        await pilot.press("G")
        assert "│ 1999 " in shown(app)


@pytest.mark.parametrize(
    ("command", "said"),
    [("no-such-program", "找不到或不能运行命令 no-such-program"), ("cat > a", "命令不经过 shell")],
)
async def test_a_command_that_cannot_be_run_is_said(
    make_app: MakeApp, command: str, said: str
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await pipe(pilot, command)
        await settle(pilot)
        screen_of(app)
        assert said in shown(app)


# Shares.

HOSTILE = ("-rf", "$(touch x)", "; rm -rf /", "a\nb", "`x` | 'y' \"z\"")


@pytest.mark.parametrize("headline", HOSTILE)
async def test_a_share_gets_each_field_as_one_word(
    make_app: MakeApp, over: Over, tmp_path: Path, headline: str
) -> None:
    words, told = telling(tmp_path)
    share = Share("记下", "W", (*words, "{title}", "{url}", "{source}", "{file}"))
    library = over(Draft(headline=headline, guid="1", url="https://a.example/1", source="日报"))
    app = make_app(Config(share=(share,)), over=library)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.press("W")
        await until(pilot, lambda: "记下：完成" in shown(app))
        [title, url, source, file], text = json.loads(told.read_text())
        assert title == headline.replace("\n", " ")
        assert (url, source) == ("https://a.example/1", "日报")
        assert content(file) == text and text.endswith("(<https://a.example/1>)\n")
    assert content(file) is None


async def test_shares_stand_in_the_help_and_in_the_palette(make_app: MakeApp) -> None:
    app = make_app(
        Config(share=(Share("寄给自己", "W,f9", ("true",)),), keys={"article.star": "s"})
    )
    async with app.run_test(size=(120, 120)) as pilot:
        await pilot.press("?")
        assert "W  F9" in shown(app) and "寄给自己" in shown(app)
        await pilot.press("escape", ":", *"寄给", "enter")
        await until(pilot, lambda: "寄给自己：完成" in shown(app))


@pytest.mark.parametrize(
    ("key", "detail"),
    [("e", "“e”同时是 share.1 和 article.save 的键，请改一个。"), ("nokey", "没有“nokey”这个键，")],
)
async def test_a_share_on_a_key_that_is_taken_is_refused_at_its_line(
    make_app: MakeApp, tmp_path: Path, key: str, detail: str
) -> None:
    shares = (Share("一", "W", ("true",)), Share("二", key, ("true",)))
    text = "".join(
        f'[[share]]\nname = "{s.name}"\nkey = "{s.key}"\ncommand = ["true"]\n' for s in shares
    )
    (tmp_path / "config.toml").write_text(text)
    with pytest.raises(ConfigError) as raised:
        make_app(Config(share=shares))
    assert raised.value.params["line"] == 7
    assert str(raised.value.params["detail"]).startswith(detail)
