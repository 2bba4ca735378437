from collections.abc import Mapping, Sequence
from itertools import product
from operator import attrgetter
from typing import Any

import pytest
from textual import actions

from reader.news.library import Library
from reader.tui.commands import (
    BY_ID,
    COMMANDS,
    Place,
    at,
    check,
    first_clash,
    is_key,
    keys_of,
    shown,
)
from reader.tui.page import Page
from reader.tui.screens.sources import SourcesPage
from tests.tui.conftest import MakeApp
from tests.tui.driving import SIZE, screen_of


class Fault(Exception):
    pass


def fail(id: str, detail: str) -> Fault:
    return Fault(f"{id} {detail}")


def test_the_table_has_no_two_commands_on_one_key() -> None:
    assert first_clash({}) is None


def test_ids_are_unique_and_every_key_exists() -> None:
    assert len({command.id for command in COMMANDS}) == len(COMMANDS)
    keys = [key for command in COMMANDS if command.keys for key in command.keys.split(",")]
    assert all(map(is_key, keys))


def test_a_command_without_keys_can_be_given_some() -> None:
    assert keys_of(BY_ID["theme"], {}) == []
    assert keys_of(BY_ID["theme"], check({"theme": "f11"}, fail)) == ["F11"]


@pytest.mark.parametrize(
    ("key", "name"),
    [("ctrl+d", "C-d"), ("f5", "F5"), ("?", "?"), ("G", "G"), ("fullwidth_question_mark", "？")],
)
def test_keys_are_shown_as_people_write_them(key: str, name: str) -> None:
    assert shown(key) == name


def test_every_key_is_shown_by_what_can_be_read() -> None:
    keys = {key for command in COMMANDS for key in keys_of(command, {})}
    assert "Del" in keys and all(key.isprintable() for key in keys)


def test_the_users_keys_replace_those_of_a_command() -> None:
    assert check({"article.star": "*, f11"}, fail) == {"article.star": "*,f11"}


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"article.stare": "s"}, "article.stare"),
        ({"article.star": "hyper+x"}, "hyper+x"),
        ({"article.star": "m"}, "article.read"),
        ({"article.star": ""}, "article.star"),
    ],
)
def test_an_unknown_command_or_key_or_a_clash_is_said(keys: dict[str, str], words: str) -> None:
    with pytest.raises(Fault, match=words.replace("+", r"\+")):
        check(keys, fail)


async def test_every_command_of_a_page_is_a_method_of_it_or_of_one_of_its_parts(
    make_app: MakeApp, library: Library
) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        reading = screen_of(app)
        sources = SourcesPage(library, reading.context.desk)
        await app.push_screen(sources)
        await pilot.pause()
        pages: Mapping[Place, Sequence[Page[Any]]] = {
            "screen": [reading],
            "sources": [sources],
            "page": [reading, sources],
        }
        for place, having in pages.items():
            for command, page in product(at(place), having):
                part, name, _parameters = actions.parse(command.action)
                owner = attrgetter(part)(page) if part else page
                assert callable(getattr(owner, name)), command.id


async def test_what_is_no_command_of_a_page_is_an_action_of_a_widget(make_app: MakeApp) -> None:
    app = make_app()
    async with app.run_test(size=SIZE):
        screen = screen_of(app)
        owners: Mapping[Place, Sequence[object]] = {
            "moving": [screen.front.sidebar, screen.front.articles, screen.front.reading],
            "list": [screen.front.sidebar, screen.front.articles],
            "article": [screen.front.reading],
            "found": [screen.front.reading],
            "app": [app],
        }
        for place, having in owners.items():
            for command, owner in product(at(place), having):
                name = actions.parse(command.action)[1]
                assert callable(getattr(owner, f"action_{name}")), command.id
