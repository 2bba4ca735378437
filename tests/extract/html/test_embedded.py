import json

import pytest

from reader.extract.page import read_page
from reader.model import Draft
from tests.extract.samples import FIRST, HEADLINE, SECOND, THIRD, URL, page, paragraphs

BODY = (FIRST, SECOND, THIRD)
FIELDS = {
    "title": HEADLINE,
    "publishTime": "2024-05-06 10:20:30",
    "sourceName": "云州观察",
    "authorName": "王小明",
    "content": paragraphs() + '<p><img src="/i/1.jpg"></p>',
}
PARTS = [{"type": "text", "data": f"<p>{text}</p>"} for text in BODY]
STRUCTURED = {
    "@type": "NewsArticle",
    "headline": HEADLINE,
    "datePublished": "2024-05-06T10:20:30+08:00",
    "author": [{"@type": "Person", "name": "王小明"}],
    "image": ["http://www.yunzhou.example/i/1.jpg"],
    "articleBody": "\n".join(BODY),
}


def dumps(data: object) -> str:
    return json.dumps(data, ensure_ascii=False).replace("</", r"<\/")


def built_by_scripts(stored: str) -> Draft:
    loading = "<div id=app>加载中……</div>"
    head = f"<html><head><meta charset=utf-8><title>{HEADLINE}</title></head><body>"
    return read_page(f"{head}{loading}{stored}</body></html>".encode(), URL)


@pytest.mark.parametrize(
    "stored",
    [
        f"<script type=application/json>{dumps({'props': {'detail': FIELDS}})}</script>",
        f"<script>window.STATE = {dumps({'a': [FIELDS, {'title': '其他'}]})}; run();</script>",
    ],
    ids=["data", "program"],
)
def test_an_article_in_the_data_of_a_script_is_read(stored: str) -> None:
    draft = built_by_scripts(stored)
    assert draft.headline == HEADLINE
    assert draft.published == "2024-05-06T10:20:30+08:00"
    assert (draft.source, draft.author) == ("云州观察", "王小明")
    assert draft.body == BODY
    assert [image.url for image in draft.images] == ["http://www.yunzhou.example/i/1.jpg"]


def test_the_text_of_structured_data_is_an_article() -> None:
    draft = built_by_scripts(f"<script type=application/ld+json>{dumps(STRUCTURED)}</script>")
    assert (draft.body, draft.author) == (BODY, "王小明")
    assert [image.url for image in draft.images] == ["http://www.yunzhou.example/i/1.jpg"]


def test_the_parts_of_a_list_are_one_article() -> None:
    draft = built_by_scripts(f"<script>var a = {dumps({'list': PARTS})}</script>")
    assert draft.body == BODY


@pytest.mark.parametrize("tag", ["textarea", "noscript"])
def test_markup_in_an_area_that_a_script_shows_is_an_article(tag: str) -> None:
    markup = paragraphs().replace("<", "&lt;") if tag == "textarea" else paragraphs()
    assert built_by_scripts(f"<{tag}>{markup}</{tag}>").body == BODY


def test_a_page_that_shows_its_article_is_read_as_it_is_shown() -> None:
    other = dumps({"title": "其他", "content": paragraphs(*(text * 3 for text in BODY))})
    data = page(f"<h1>{HEADLINE}</h1><div>{paragraphs()}</div><script>var a = {other}</script>")
    assert read_page(data, URL).body == BODY


def test_a_program_is_no_article() -> None:
    program = "<script>function a() { return {b: '云州的新闻，请打开页面阅读。'} }</script>"
    assert built_by_scripts(program).body in ((), ("加载中……",))


@pytest.mark.parametrize(
    ("fields", "author", "editor", "responsible"),
    [
        ({"authors": ["王小明", "李一"]}, "王小明 李一", None, None),
        ({"author": {"name": "王小明"}, "editor": "李一"}, "王小明", "李一", None),
        ({"writer": "王小明", "dutyEditor": "李一"}, "王小明", None, "李一"),
        ({"author": 1.5}, None, None, None),
    ],
)
def test_data_state_what_a_page_would(
    fields: dict[str, object], author: str | None, editor: str | None, responsible: str | None
) -> None:
    stored = {"title": HEADLINE, "content": paragraphs(), **fields}
    draft = built_by_scripts(f"<script>var a = {dumps(stored)}</script>")
    assert (draft.author, draft.editor, draft.responsible_editor) == (author, editor, responsible)


def test_what_an_object_does_not_say_the_one_around_it_says() -> None:
    stored = {"title": HEADLINE, "source": "云州观察", "body": {"parts": {"content": paragraphs()}}}
    draft = built_by_scripts(f"<script>var a = {dumps(stored)}</script>")
    assert (draft.headline, draft.source, draft.body) == (HEADLINE, "云州观察", BODY)


@pytest.mark.parametrize(
    ("pictures", "addresses"),
    [
        ({"image": "/1.jpg"}, ["/1.jpg"]),
        ({"images": [{"url": "/1.jpg"}, {"url": "/2.jpg"}]}, ["/1.jpg", "/2.jpg"]),
        ({"image": "1", "pics": ["/1.jpg"]}, ["/1.jpg"]),
        ({"image": None}, []),
    ],
)
def test_pictures_beside_a_text_without_markup_are_its_own(
    pictures: dict[str, object], addresses: list[str]
) -> None:
    stored = {"title": HEADLINE, "content": "\n".join(BODY), **pictures}
    draft = built_by_scripts(f"<script>var a = {dumps(stored)}</script>")
    assert draft.body == BODY
    assert [image.url for image in draft.images] == [
        f"http://www.yunzhou.example{address}" for address in addresses
    ]
