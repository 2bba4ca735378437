"""A little of what `tests.bench.damage` does at length."""

import random
import shutil
from pathlib import Path

import pytest

from tests.bench import damage
from tests.cli.conftest import Zhnews

COMMANDS = ("list", "show", "feeds", "search", "export jsonl", "db check")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "news.db"
    damage.make(path)
    return path


@pytest.mark.parametrize("hurt", damage.HURTS, ids=lambda hurt: str(hurt.__name__))
def test_no_command_stumbles_over_a_damaged_database(
    zhnews: Zhnews, whole: Path, hurt: damage.Hurt
) -> None:
    for seed in range(2):
        path = zhnews.home / f"{seed}.db"
        shutil.copyfile(whole, path)
        hurt(path, random.Random(seed))
        for name in COMMANDS:
            ran = zhnews(*damage.COMMANDS[name], "--db", path)
            assert "zhnews 出错了" not in ran.err, (seed, name)


def test_what_a_damaged_value_breaks_is_said_to_be_damage(zhnews: Zhnews, whole: Path) -> None:
    path = Path(shutil.copyfile(whole, zhnews.home / "own.db"))
    damage.set_value(path, "source", "problem", "'[1]'")
    ran = zhnews("feeds", "--db", path)
    assert (ran.status, ran.out) == (1, "")
    assert "已损坏" in ran.err
    assert "zhnews db check" in ran.err and "zhnews db restore" in ran.err
