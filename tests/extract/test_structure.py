"""The structure that an article keeps: lists with their numbers, code, levels of headings."""

import pytest

from reader.extract.article.blocks import read_fragment
from reader.extract.article.text_files import analyse_markdown
from reader.extract.decode import Input
from reader.model import Block, ListItem
from tests.extract.samples import FIRST, HEADLINE, SECOND, article

CODE = "def 早市(摊位):\n    if 摊位:\n        return 1    # 开张\n\n    return 0"
INNER = ListItem(1)
GOES_ON = ListItem(continued=True)


def of_html(html: str) -> tuple[Block, ...]:
    return read_fragment(html)


def of_markdown(text: str) -> tuple[Block, ...]:
    head, *rest = analyse_markdown(
        Input(f"# {HEADLINE}\n\n{FIRST}\n\n{text}".encode())
    ).draft.blocks
    assert head == Block("paragraph", FIRST)
    return tuple(rest)


def numbered(*numbers: int) -> tuple[ListItem, ...]:
    return tuple(ListItem(0, number) for number in numbers)


@pytest.mark.parametrize(
    ("html", "text", "items"),
    [
        ("<ol><li>甲<li>乙</ol>", "甲\n乙", numbered(1, 2)),
        ("<ol><li>甲</ol>", "甲", numbered(1)),
        ("<ol start=9><li>甲<li>乙</ol>", "甲\n乙", numbered(9, 10)),
        ("<ol start=0><li>甲<li value=7>乙<li>丙</ol>", "甲\n乙\n丙", numbered(0, 7, 8)),
        ("<ol start=x><li>甲<li value=99999999999>乙</ol>", "甲\n乙", numbered(1, 2)),
        ("<ol><li><p>甲<p>又<li>乙</ol>", "甲\n又\n乙", (*numbered(1), GOES_ON, *numbered(2))),
        ("<ul><li>甲<ul><li>子</ul><li>乙</ul>", "甲\n子\n乙", (ListItem(), INNER, ListItem())),
        ("<ul><li>甲<ol><li>子</ol></ul>", "甲\n子", (ListItem(), ListItem(1, 1))),
        ("<ul><li>甲<li>乙</ul>", "甲\n乙", ()),
    ],
)
def test_a_list_keeps_its_numbers_and_its_nesting(
    html: str, text: str, items: tuple[ListItem, ...]
) -> None:
    assert of_html(html) == (Block("list", text, items=items),)


def test_lists_of_markdown_are_those_of_html() -> None:
    text = "3. 甲\n4. 乙\n   - 子\n     1. 孙\n   - 女\n5. 丙\n"
    items = (*numbered(3, 4), INNER, ListItem(2, 1), INNER, *numbered(5))
    assert of_markdown(text) == (Block("list", "甲\n乙\n子\n孙\n女\n丙", items=items),)


def test_numbers_go_on_behind_what_stands_between_the_items() -> None:
    html = (
        "<ol><li>甲<img src=http://a.example/1.jpg><p>又</p><li><h3>题</h3>乙<pre>ls -l</pre></ol>"
    )
    first, figure, further, heading, second, code = of_html(html)
    assert (figure.kind, heading.kind, code.kind) == ("figure", "heading", "code")
    assert [first.items, further.items, second.items] == [numbered(1), (GOES_ON,), numbered(2)]


def test_items_far_within_their_list_are_found_or_paragraphs() -> None:
    near, far = "<div>" * 9, "<div>" * 20
    assert of_html(f"<ol><li>{near}甲</ol>") == (Block("list", "甲", items=numbered(1)),)
    assert of_html(f"<ol><li>{far}甲</ol>") == (Block("paragraph", "甲"),)


def test_a_list_that_frames_paragraphs_leaves_the_lists_in_it() -> None:
    frame = f"<ul><li><p>{FIRST}</p><p>{SECOND}</p><ol><li>甲<li>乙</ol></li></ul>"
    assert of_html(frame) == (
        Block("paragraph", FIRST),
        Block("paragraph", SECOND),
        Block("list", "甲\n乙", items=numbered(1, 2)),
    )


@pytest.mark.parametrize(
    ("sign", "markup"),
    [
        ("\n", "<br>"),
        ("\n", "\r\n"),
        ("\n", "</span>\n<span>"),
        ("        ", "\t\t"),
        (" ", "&nbsp;"),
        ("return", "<b>return</b>"),
        (":", "\x1b:\u202e"),
        ("早市", "早市"),
    ],
)
def test_code_keeps_its_lines_and_their_blanks(sign: str, markup: str) -> None:
    assert of_html(f"<pre><code>\n{CODE.replace(sign, markup)}\n</code></pre>") == (
        Block("code", CODE),
    )


def test_code_blocks_of_markdown_are_code() -> None:
    indented = "\n".join(f"    {line}" for line in CODE.split("\n"))
    assert of_markdown(f"```python\n{CODE}\n```\n") == (Block("code", CODE),)
    assert of_markdown(f"{indented}\n") == (Block("code", CODE),)


def test_chinese_prose_that_an_old_page_sets_as_it_is_remains_paragraphs() -> None:
    assert of_html(f"<pre>　　{FIRST}\n\n　　{SECOND}\n</pre><pre>ls -l</pre>") == (
        Block("paragraph", FIRST),
        Block("paragraph", SECOND),
        Block("code", "ls -l"),
    )


def test_headings_are_told_apart_by_their_level() -> None:
    assert of_markdown("## 票价\n\n#### 学生\n") == (
        Block("heading", "票价", level=2),
        Block("heading", "学生", level=4),
    )
    html = f"<p>{FIRST}</p><h3>票价</h3><p>{SECOND}</p><p><b>学生</b></p><p>{FIRST}</p>"
    headings = [block for block in of_html(html) if block.kind == "heading"]
    assert [heading.level for heading in headings] == [3, 0]


def test_the_text_of_an_article_with_code_has_no_empty_lines() -> None:
    draft = article("", f"<p>{FIRST}</p><pre><code>a\n\n  b</code></pre><p>{SECOND}</p>")
    assert draft.body == (FIRST, "a", "  b", SECOND)
