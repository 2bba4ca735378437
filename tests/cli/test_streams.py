import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Zhnews

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
