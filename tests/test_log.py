from pathlib import Path

import pytest

from reader import log
from reader.errors import NotText

FAULT = ValueError("broken\x1b[31m")


def test_what_has_a_sentence_is_not_logged(log_file: Path) -> None:
    error = NotText(name="a.txt")
    assert log.as_ours(error, "a.txt") is error
    assert not log_file.exists()


@pytest.mark.parametrize(("name", "kind"), [(None, "unexpected"), ("a.txt", "parse")])
def test_a_fault_of_ours_is_logged_and_says_so(log_file: Path, name: str | None, kind: str) -> None:
    error = log.as_ours(FAULT, name)
    assert error.kind == kind
    assert str(log_file) in str(error)
    assert "ValueError" in str(error)
    assert (name or "") in str(error)
    assert "ValueError: broken" in log_file.read_text("utf-8")


@pytest.mark.parametrize(("name", "kind"), [(None, "unexpected"), ("a.txt", "parse")])
def test_where_nothing_can_be_logged_the_fault_itself_is_said(
    log_file: Path, name: str | None, kind: str
) -> None:
    log_file.parent.write_text("a file where the folder should be")
    error = log.as_ours(FAULT, name)
    assert error.kind == kind
    assert "ValueError: broken[31m" in str(error)


def test_the_log_does_not_grow_for_ever(log_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_LONGEST", 100)
    for _ in range(9):
        log.as_ours(FAULT)
    assert log_file.read_text("utf-8").count("ValueError: broken") == 1
