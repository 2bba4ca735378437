"""The masthead above a headline."""

import pytest

from reader.extract.article.masthead import read
from reader.extract.html.flow import Line
from reader.model import Masthead

URL = "http://www.yunzhou.example/"


def masthead(*lines: str) -> Masthead | None:
    return read([Line(line) for line in lines], URL)


@pytest.mark.parametrize(
    ("line", "hotline", "email"),
    [
        ("热线：0999-1234567", "0999-1234567", None),
        ("爆料电话: 0999 1234567", "0999 1234567", None),
        ("电话：12345", None, None),
        ("投稿邮箱：news@yunzhou.example", None, "news@yunzhou.example"),
        ("热线：0999-1234567 E-mail: a.b@yunzhou.example", "0999-1234567", "a.b@yunzhou.example"),
        ("news@yunzhou.example", None, None),
    ],
)
def test_hotline_and_mail_are_labelled(line: str, hotline: str | None, email: str | None) -> None:
    found = masthead("云岭黑土", line)
    if hotline is None and email is None:
        assert found is None
    else:
        assert found == Masthead("云岭黑土", (), hotline, email)


def test_of_several_hotlines_the_first_counts() -> None:
    found = masthead(
        "热线：0999-1111111", "邮箱：a@b.example", "热线：0999-2222222", "邮箱：c@d.example"
    )
    assert found is not None and (found.hotline, found.email) == ("0999-1111111", "a@b.example")


@pytest.mark.parametrize(
    ("line", "cities"),
    [
        ("南平 北原 西川", ["南平", "北原", "西川"]),
        ("南平｜北原·西川/东湖", ["南平", "北原", "西川", "东湖"]),
        ("南平 北原", []),
        ("南平 北原 2", []),
        ("城市：南平 北原 西川", []),
    ],
)
def test_three_places_on_a_line_are_a_navigation(line: str, cities: list[str]) -> None:
    found = masthead("云岭黑土", line, "热线：0999-1234567")
    assert found is not None and [city.title for city in found.cities] == cities
    assert found.channel == "云岭黑土"


def test_channel_and_cities_stand_near_the_hotline() -> None:
    near, far = (["云岭黑土", *["—"] * count, "热线：0999-1234567"] for count in (11, 12))
    assert [found and found.channel for found in (masthead(*near), masthead(*far))] == [
        "云岭黑土",
        None,
    ]


def test_the_cities_are_linked_where_the_page_links_them() -> None:
    line = Line("南平 北原 西川")
    line.runs = (("南平", (("link", "/np/"),)), (" 北原 西川", ()))
    found = read([line, Line("热线：0999-1234567")], URL)
    assert found is not None and [city.url for city in found.cities] == [f"{URL}np/", "", ""]
