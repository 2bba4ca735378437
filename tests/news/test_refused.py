"""What the store refuses changes nothing: a few of the faults that `tests.bench.fail_nth` has."""

from pathlib import Path

import pytest

from tests.news.refused import begin, every
from tests.store.failing import FAILURES


@pytest.mark.parametrize("failure", FAILURES)
def test_a_refused_step_changes_nothing_and_the_others_stay(tmp_path: Path, failure: str) -> None:
    begin(tmp_path / "begin.db")
    refusals = list(every(tmp_path, FAILURES[failure], step=73, first=len(failure)))
    assert sum(refusals)
