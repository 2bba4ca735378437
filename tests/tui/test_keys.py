import pytest

from reader.tui.commands import BY_ID, COMMANDS
from reader.tui.keys import check, first_clash, is_key, keys_of, shown


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
