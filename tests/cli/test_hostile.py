"""Nothing that a terminal obeys comes out of a database from elsewhere."""

import json

import pytest

from reader.cli import output
from tests import hostile
from tests.cli.conftest import Zhnews

COMMANDS = (
    "list",
    "list region:延吉",
    "show 2",
    "search 步道",
    "digest --since 2000",
    "digest --since 2000 --format markdown",
    "digest --since 2000 --format html",
    "feeds",
    "rule list",
    "rule test 步道",
    "rule add mute 四公里",
    "mark star 2",
    "doctor",
    "db info",
    "db check",
    "db work",
    "fetch --source 没有",
    "show https://news.example/none",
)


@pytest.fixture
def poisoned(zhnews: Zhnews) -> Zhnews:
    hostile.make(zhnews.home / "own.db")
    return zhnews


@pytest.mark.parametrize("is_terminal", [False, True])
def test_no_command_prints_what_a_terminal_obeys(
    poisoned: Zhnews, monkeypatch: pytest.MonkeyPatch, is_terminal: bool
) -> None:
    monkeypatch.setattr(output, "is_terminal", lambda: is_terminal)
    for command in COMMANDS:
        ran = poisoned(*command.split(), "--db", "own.db")
        assert not hostile.FORBIDDEN & set(ran.out + ran.err), command
        assert "Traceback" not in ran.err


def test_an_error_that_quotes_the_database_prints_nothing_of_it(poisoned: Zhnews) -> None:
    ran = poisoned("show", f"{hostile.POISON}.html")
    assert ran.status == 1
    assert not hostile.FORBIDDEN & set(ran.err)


def test_a_headline_of_several_lines_is_one_row(poisoned: Zhnews) -> None:
    assert len(poisoned("list", "--db", "own.db").out.splitlines()) == 3


def test_json_holds_the_data_as_it_is_and_escapes_it_for_a_terminal(
    poisoned: Zhnews, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_a_pipe = poisoned("list", "--db", "own.db", "--json").out
    assert "\u202e" in in_a_pipe and "\x1b" not in in_a_pipe
    monkeypatch.setattr(output, "is_terminal", lambda: True)
    on_a_terminal = poisoned("list", "--db", "own.db", "--json").out
    assert not hostile.FORBIDDEN & set(on_a_terminal)
    assert json.loads(on_a_terminal) == json.loads(in_a_pipe)
