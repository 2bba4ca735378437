import subprocess
import sys
from pathlib import Path

import pytest

from reader.cli import output
from reader.cli.output import ProgressBar, size_name, write_table
from reader.text.wrap import width
from tests.cli.conftest import Zhnews


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr(output, "is_terminal", lambda: True)


ROWS = [
    ("1", "长春", "江边步道今日开放，全长四公里，沿途有十二处休息点"),
    ("205", "延边", "Short [b]title[/b]"),
]


@pytest.mark.usefixtures("terminal")
def test_on_a_terminal_columns_are_aligned_and_the_last_is_cut(
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_table(ROWS)
    assert capsys.readouterr().out == (
        "1    长春  江边步道今日开放，全长四公里…\n205  延边  Short [b]title[/b]\n"
    )


def test_in_a_pipe_rows_are_whole(capsys: pytest.CaptureFixture[str]) -> None:
    write_table(ROWS)
    assert capsys.readouterr().out == "".join("\t".join(row) + "\n" for row in ROWS)


@pytest.mark.usefixtures("terminal")
def test_a_table_without_rows_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    write_table([])
    assert capsys.readouterr().out == ""


def test_progress_is_one_line_that_goes_away(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    progress = ProgressBar(2)
    progress.step("松江晚报")
    progress.step("一个名字非常长的来源，一行里放不下")
    progress.clear()
    shown = capsys.readouterr().err.split("\r\x1b[K")
    assert shown[0] == shown[-1] == ""
    assert shown[1] == "██████████░░░░░░░░░░ 1/2 松江晚报"
    assert shown[2].startswith("████████████████████ 2/2 ")
    assert width(shown[2]) < 40


def test_where_no_total_is_known_progress_is_a_number_and_goes_away_with_an_error(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with pytest.raises(KeyboardInterrupt), ProgressBar(0) as progress:
        progress.show(3, 0, "MB")
        raise KeyboardInterrupt
    assert capsys.readouterr().err == "\r\x1b[K3 MB\r\x1b[K"


def test_progress_is_silent_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    ProgressBar(2).step("松江晚报")
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize(
    ("number", "name"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 kB"),
        (1500, "1.5 kB"),
        (2_500_000, "2.5 MB"),
        (3_210_000_000, "3.21 GB"),
    ],
)
def test_a_size_is_said_in_the_unit_that_fits(number: int, name: str) -> None:
    assert size_name(number) == name


OUTPUT_FAILED = "无法写入标准输出，它也许关闭了，或者磁盘满了。\n"


def run(command: str) -> tuple[int, str, str]:
    """Run *command* in a shell; give its exit status, standard output and standard error."""
    line = f'"{sys.executable}" -m reader {command}'
    ran = subprocess.run(["sh", "-c", line], capture_output=True, encoding="utf-8", check=False)
    return ran.returncode, ran.stdout, ran.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a full disk that anybody may write to")
@pytest.mark.parametrize("where", [">&-", ">/dev/full"])
@pytest.mark.parametrize("command", ["--version", "list --json"])
def test_output_that_cannot_be_written_is_said(zhnews: Zhnews, command: str, where: str) -> None:
    assert run(f"{command} {where}") == (1, "", OUTPUT_FAILED)


def test_closed_input_is_said(zhnews: Zhnews) -> None:
    assert run("extract - <&-") == (1, "", "无法读取标准输入，它也许关闭了。\n")


def test_what_standard_error_cannot_take_is_said_on_standard_output(zhnews: Zhnews) -> None:
    assert run("show 没有.txt 2>&-") == (1, "找不到 没有.txt，请检查路径。\n", "")


def test_where_no_stream_is_left_the_exit_status_tells_and_the_database_is_whole(
    zhnews: Zhnews,
) -> None:
    assert run("list --json <&- >&- 2>&-") == (1, "", "")
    assert zhnews("db", "check").status == 0
