import os
import signal
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from importlib import import_module
from pathlib import Path

import pytest

from reader import __version__
from reader.cli import main as cli
from reader.cli.command import CommandContext, Subcommand
from reader.settings import paths
from tests.cli.conftest import TEXT, Zhnews


def no_arguments(parser: ArgumentParser) -> None:
    pass


def command_that_raises(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def run(args: Namespace, context: CommandContext) -> int:
        raise error

    module = import_module("reader.cli.sources")
    monkeypatch.setitem(module.COMMANDS, "feeds", Subcommand(no_arguments, run))


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--version"])
    assert capsys.readouterr().out == f"zhnews {__version__}\n"


def test_the_help_lists_every_command_in_chinese(
    zhnews: Zhnews, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main(["--help"])
    out = capsys.readouterr().out
    assert out.startswith("用法：")
    assert "选项:" in out
    groups = [out.index(title) for title in ("  add ", "  search ", "  extract ", "  doctor ")]
    assert groups == sorted(groups)
    for name, (_module, help) in cli.COMMANDS.items():
        assert f"  {name:<12}{help}\n" in out


@pytest.mark.parametrize("name", cli.COMMANDS)
def test_every_command_has_a_help_with_the_common_options(
    name: str, zhnews: Zhnews, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        cli.main([name, "--help"])
    out = capsys.readouterr().out
    assert f"zhnews {name}" in out
    assert all(option in out for option in ("--json", "--db", "--config", "--help"))


def test_help_is_given_even_where_the_config_is_wrong(
    zhnews: Zhnews, capsys: pytest.CaptureFixture[str]
) -> None:
    config = zhnews.file("bad.toml", "foo = 1")
    with pytest.raises(SystemExit, match="0"):
        cli.main(["list", "--help", "--config", str(config)])
    assert "zhnews list" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (
            ["list", "--limt", "3"],
            "没有 --limt 这个选项，最接近的是 --limit。用法见 zhnews list --help。",
        ),
        (
            ["list", "-n"],
            "没有 -n 这个选项，可以用 --limit、--region、--unread、--starred、"
            "--json、--db、--config、-h。用法见 zhnews list --help。",
        ),
        (
            ["mark", "foo"],
            "不能写“foo”，可以写 read、unread、star、unstar。用法见 zhnews mark --help。",
        ),
        (
            ["completions", "tcsh"],
            "不能写“tcsh”，可以写 bash、zsh、fish。用法见 zhnews completions --help。",
        ),
        (
            ["show", "--format", "x", "1"],
            "不能写“x”，可以写 text、md、html。用法见 zhnews show --help。",
        ),
        (["lst"], "没有 lst 这个命令，最接近的是 list。用法见 zhnews --help。"),
        (["foo"], "没有 foo 这个命令，也没有叫这个名字的文件。用法见 zhnews --help。"),
        (
            ["list", "--limit", "x"],
            "--limit 要写成 0 或更大的整数，不能是“x”。用法见 zhnews list --help。",
        ),
        (
            ["list", "--limit", "-1"],
            "--limit 要写成 0 或更大的整数，不能是“-1”。用法见 zhnews list --help。",
        ),
        (["list", "--limit"], "--limit 后面要写上内容。用法见 zhnews list --help。"),
        (["show"], "缺少参数 编号|网址|文件。用法见 zhnews show --help。"),
        (["--db"], "--db 后面要写上内容。用法见 zhnews --help。"),
        (
            ["--colour"],
            "没有 --colour 这个选项，可以用 --json、--db、--config、-h、--version。"
            "用法见 zhnews --help。",
        ),
        (["region", "of"], "缺少参数 文字。用法见 zhnews region --help。"),
    ],
)
def test_wrong_usage_is_one_sentence_and_status_2(
    zhnews: Zhnews, argv: list[str], sentence: str
) -> None:
    ran = zhnews(*argv)
    assert (ran.status, ran.out, ran.err) == (2, "", sentence + "\n")


@pytest.mark.parametrize("first", [True, False])
def test_common_options_stand_before_or_after_the_command(zhnews: Zhnews, first: bool) -> None:
    options = ["--json", "--db", "x.db"]
    ran = zhnews(*options, "list") if first else zhnews("list", *options)
    assert ran.json == {"articles": []}
    assert (zhnews.home / "x.db").exists()


def test_an_unexpected_error_is_one_sentence_that_names_the_log(
    zhnews: Zhnews, monkeypatch: pytest.MonkeyPatch
) -> None:
    command_that_raises(monkeypatch, RuntimeError("broken\x1b[31m"))
    ran = zhnews("feeds")
    assert ran.status == 1
    assert ran.err == f"zhnews 出错了（RuntimeError），详情在 {paths.log_file()}。\n"
    assert "Traceback" in paths.log_file().read_text(encoding="utf-8")


def test_an_unwritable_log_does_not_hide_the_error(
    zhnews: Zhnews, monkeypatch: pytest.MonkeyPatch
) -> None:
    command_that_raises(monkeypatch, RuntimeError("broken\x1b]0;x\x07"))
    zhnews.file("state", "a file where the folder should be")
    ran = zhnews("feeds")
    assert ran.status == 1
    assert "RuntimeError" in ran.err
    assert "\x1b" not in ran.err


def test_an_interrupt_ends_quietly_with_status_130(
    zhnews: Zhnews, monkeypatch: pytest.MonkeyPatch
) -> None:
    command_that_raises(monkeypatch, KeyboardInterrupt())
    ran = zhnews("feeds")
    assert (ran.status, ran.out, ran.err) == (130, "", "")


def start(*argv: str, home: Path, **environment: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [sys.executable, "-m", "reader", *argv],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"HOME": str(home), **environment},
    )


@pytest.mark.skipif(not hasattr(signal, "SIGPIPE"), reason="pipes break so on POSIX only")
def test_a_pipe_that_closes_early_is_no_error(zhnews: Zhnews) -> None:
    process = start("region", "tree", home=zhnews.home)
    with process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_json_is_utf8_whatever_the_terminal_speaks(zhnews: Zhnews) -> None:
    process = start(
        "region", "of", "长春：今天", "--json", home=zhnews.home, PYTHONIOENCODING="gbk"
    )
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert b'"primary":"220100"' in out
    out.decode("utf-8")


@pytest.mark.skipif(
    not cli.__file__.isascii() and sys.version_info < (3, 13),
    reason="Python does not start there: site reads the path of the checkout as ASCII",
)
@pytest.mark.parametrize("forbidden", [{}, {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}])
def test_chinese_is_read_and_written_in_the_locale_c(
    zhnews: Zhnews, forbidden: dict[str, str]
) -> None:
    zhnews.file("剪报/书店.txt", TEXT)
    surroundings = {"LC_ALL": "C", "PYTHONUTF8": "", **forbidden}
    process = start("show", str(zhnews.home / "剪报/书店.txt"), home=zhnews.home, **surroundings)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, b"")
    assert "河口村的第一家书店" in out.decode("utf-8")


def test_a_listing_loads_neither_the_screen_nor_the_network_nor_a_parser(zhnews: Zhnews) -> None:
    code = (
        "import sys\n"
        "from reader.cli.main import main\n"
        "status = main(['list', '--json'])\n"
        "heavy = {'textual', 'httpx', 'httpcore', 'feedparser', 'selectolax', 'markdown_it'}\n"
        "print(sorted(heavy & sys.modules.keys()), status)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert ran.stdout.splitlines() == ['{"format":1,"articles":[]}', "[] 0"]
