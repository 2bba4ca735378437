"""The command palette, without a screen: what it offers, and in which order."""

import pytest

from reader.tui.commands import BY_ID, COMMANDS, Place
from reader.tui.screens.choosers import matching, offered
from reader.tui.widgets.status import HINTS, Situation

LIST: tuple[Place, ...] = ("list", "moving", "screen", "page", "app")
FINDING: tuple[Place, ...] = ("found", "article", "moving", "screen", "page", "app")


@pytest.mark.parametrize(
    ("situation", "places", "near"),
    [("list", LIST, "open"), ("selecting", LIST, "open"), ("finding", FINDING, "article.notes")],
)
def test_it_opens_on_what_one_can_do_where_one_is(
    situation: Situation, places: tuple[Place, ...], near: str
) -> None:
    ids = [command.id for command in offered(situation, places)]
    told = [hint.id for hint in HINTS[situation]]
    assert ids[: len(told)] == told
    assert ids.index(near) <= len(told)
    moving = [number for number, id in enumerate(ids) if id.startswith(("move.", "pane."))]
    assert moving == list(range(len(ids) - len(moving), len(ids)))


def test_every_command_is_offered_once_but_those_that_nothing_would_hear() -> None:
    ids = [command.id for command in offered("list", LIST)]
    left_out = {c.id for c in COMMANDS if c.place in ("sources", "found")} | {"move.first"}
    assert sorted(ids) == sorted(BY_ID.keys() - left_out)


def test_each_stands_beside_its_key_or_the_users_own() -> None:
    keymap = {"article.star": "*"}
    [star] = [
        choice
        for choice in matching(offered("list", LIST), keymap, "")
        if choice.value.id == "article.star"
    ]
    assert (star.label, star.note) == ("星标", "*")


def test_those_that_are_called_as_was_typed_come_first() -> None:
    labels = [choice.label for choice in matching(offered("list", LIST), {}, "xz")]
    assert labels.index("选择文章") < labels.index("右侧窗格")
