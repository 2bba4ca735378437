"""The names that a page links."""

import pytest

from reader.errors import NotText
from reader.extract import links
from reader.extract.links import read_names
from reader.model import Link

URL = "http://www.yunzhou.example/channel/"


def names(body: str) -> list[str]:
    return [link.title for link in read_names(body.encode(), URL, charset="utf-8")]


@pytest.mark.parametrize(
    ("text", "is_name"),
    [
        ("长春", True),
        (" 长春\n", True),
        ("<b>长</b>春", True),
        ("长白山保护开发区", True),
        ("长", False),
        ("长白山保护开发区的", False),
        ("长春2", False),
        ("Changchun", False),
        ("", False),
    ],
)
def test_a_name_is_two_to_eight_han_characters(text: str, is_name: bool) -> None:
    assert bool(names(f"<a href='/cc/'>{text}</a>")) is is_name


def test_each_name_comes_once_with_its_first_address_in_the_order_of_the_page() -> None:
    page = (
        "<a href=sp/>四平</a><a href=/cc/>长春</a><a href=/other/>长春</a><a>白山</a>"
        "<a href='javascript:go()'>通化</a>"
    )
    assert read_names(page.encode(), URL) == (
        Link("四平", f"{URL}sp/"),
        Link("长春", "http://www.yunzhou.example/cc/"),
    )


def test_no_more_names_are_taken_than_a_navigation_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MAX_NAMES", 2)
    assert names("".join(f"<a href=/>{name}</a>" for name in ("长春", "四平", "白山"))) == [
        "长春",
        "四平",
    ]


def test_what_is_no_text_has_no_names() -> None:
    with pytest.raises(NotText, match=r"yunzhou\.example"):
        read_names(b"\x00\x01\x02", URL)
