from urllib.parse import urljoin

import pytest
from msgspec.structs import replace

from reader.extract.article.pages import join_pages
from reader.extract.page import read_page
from reader.model import Block, Draft, Image
from tests.extract.samples import FIRST, HEADLINE, SECOND, THIRD, page, paragraphs

URL = "http://www.yunzhou.example/2024/t20240506_4812.html"
FOLDER = "http://www.yunzhou.example/2024/"
LEAD = Block("figure", image=Image("http://www.yunzhou.example/i/1.jpg"))


def block(text: str) -> Block:
    return Block("paragraph", text)


def draft(*blocks: Block, **fields: str) -> Draft:
    return replace(Draft(headline=HEADLINE, url=URL), blocks=blocks, **fields)


def pages_of(script: str) -> tuple[str, ...]:
    body = f"<h1>{HEADLINE}</h1><div>{paragraphs()}</div><script>{script}</script>"
    return read_page(page(body), URL).pages


def test_scripts_tell_how_many_pages_there_are() -> None:
    assert pages_of('createPageHTML(3, 0, "t20240506_4812", "html");') == (
        f"{FOLDER}t20240506_4812_1.html",
        f"{FOLDER}t20240506_4812_2.html",
    )
    assert pages_of('createPageHTML(1, 0, "t20240506_4812", "html");') == ()


def test_scripts_list_the_addresses_of_the_pages() -> None:
    script = (
        'var pages = ["t20240506_4812.html", "t20240506_4812_2.html", "t20240506_4813_2.html"];'
    )
    assert pages_of(script) == (f"{FOLDER}t20240506_4812_2.html",)


@pytest.mark.parametrize(
    ("address", "belongs"),
    [
        ("t20240506_4812.html?page=2", True),
        ("t20240506_4812_2.html", True),
        ("t20240506_4812_2.shtml", True),
        ("t20240506_4813_2.html", False),
        ("http://other.example/2024/t20240506_4812.html?page=2", False),
        ("t20240506_4812.html#2", False),
        ("javascript:next(2)", False),
    ],
)
def test_a_page_of_an_article_has_its_address_but_for_a_counter(
    address: str, belongs: bool
) -> None:
    body = f"<h1>{HEADLINE}</h1><div>{paragraphs()}</div><p><a href='{address}'>2</a></p>"
    assert read_page(page(body), URL).pages == ((urljoin(URL, address),) if belongs else ())


def test_links_count_from_the_base_of_the_page() -> None:
    pager = (
        '<p><a href="t20240506_4812_1.html">2</a> <a href="t20240506_4812_1.html">下一页</a></p>'
    )
    body = f'<h1>{HEADLINE}</h1><div>{paragraphs()}<img src="1.jpg">{pager}</div>'
    found = read_page(page(body, head='<base href="/2024/">'), URL)
    assert found.pages == (f"{FOLDER}t20240506_4812_1.html",)
    assert [image.url for image in found.images] == [f"{FOLDER}1.jpg"]
    elsewhere = read_page(page(body, head='<base href="//other.example/">'), URL)
    assert [image.url for image in elsewhere.images] == ["http://other.example/1.jpg"]


def test_joined_pages_are_one_article_with_all_that_they_state() -> None:
    one = replace(draft(block(FIRST), block(SECOND), source="云州网"), pages=(f"{FOLDER}2",))
    two = draft(block(THIRD), source="其他网", editor="王小明")
    joined = join_pages([one, two])
    assert joined.body == (FIRST, SECOND, THIRD)
    assert (joined.source, joined.editor) == ("云州网", "王小明")
    assert joined.pages == ()
    assert joined.headline == HEADLINE


def test_what_a_page_repeats_at_the_seam_is_dropped() -> None:
    one = draft(LEAD, block(FIRST), block(SECOND))
    assert join_pages([one, draft(LEAD, block(THIRD))]).blocks == (*one.blocks, block(THIRD))
    assert join_pages([one, draft(block(SECOND), block(THIRD))]).body == (FIRST, SECOND, THIRD)
    long = draft(block("一"), block("二"), block("三"), *one.blocks)
    assert join_pages([long, draft(*one.blocks, block(THIRD))]).body == (*long.body, THIRD)
    again = draft(block(THIRD), block(FIRST))
    assert join_pages([one, again]).body == (FIRST, SECOND, THIRD, FIRST)


def test_one_page_stays_as_it_is() -> None:
    one = draft(block(FIRST))
    assert join_pages([one]) == one
