"""Blocks as HTML."""

import pytest
from msgspec.structs import replace

from reader.exchange.blocks import write_blocks
from reader.extract.article.blocks import read_fragment
from reader.model import Block, Image, ListItem, Span

ADDRESS = "http://a.example/?b&c"


@pytest.mark.parametrize(
    ("block", "html"),
    [
        (Block("paragraph", "早市 <\"A\" & 'B'>"), "<p>早市 &lt;\"A\" &amp; 'B'&gt;</p>"),
        (Block("heading", "早市"), "<h3>早市</h3>"),
        (Block("heading", "早市", level=2), "<h2>早市</h2>"),
        (Block("code", "if 早 < 市:\n    b"), "<pre><code>if 早 &lt; 市:\n    b\n</code></pre>"),
        (Block("quote", "早\n市"), "<blockquote><p>早</p><p>市</p></blockquote>"),
        (Block("list", "早\n市"), "<ul><li>早</li><li>市</li></ul>"),
        (
            Block("list", "早\n市", items=(ListItem(number=3), ListItem(continued=True))),
            '<ol><li value="3">早<br/>市</li></ol>',
        ),
        (
            Block("table", "一\t二\n三\t", (Span(4, 5, "strong"),)),
            "<table><tr><td>一</td><td>二</td></tr><tr><td><b>三</b></td><td></td></tr></table>",
        ),
        (
            Block("figure", "车站", image=Image(ADDRESS, "车站", "", 640, 480)),
            '<figure><img src="http://a.example/?b&amp;c" width="640" height="480"/>'
            "<figcaption>车站</figcaption></figure>",
        ),
        (
            Block("figure", "", image=Image("http://a.example/1.jpg", "")),
            '<figure><img src="http://a.example/1.jpg"/><figcaption></figcaption></figure>',
        ),
        (
            Block("figure", "车站", image=Image(None, "车站")),
            "<figure><figcaption>车站</figcaption></figure>",
        ),
    ],
)
def test_each_kind_of_block_has_its_elements(block: Block, html: str) -> None:
    assert write_blocks([block]) == html


def test_tags_are_never_open_over_the_end_of_another() -> None:
    spans = (Span(1, 3, "strong"), Span(2, 4, "link", ADDRESS), Span(0, 5, "emphasis"))
    link = f'<a href="{ADDRESS.replace("&", "&amp;")}">'
    assert write_blocks([Block("paragraph", "早市<开张", spans)]) == (
        f"<p><em>早</em><em><b>市</b></em><em>{link}<b>&lt;</b></a></em><em>{link}开</a></em>"
        "<em>张</em></p>"
    )


def test_a_list_in_a_list_is_html_that_is_read_as_it_was() -> None:
    items = (
        *(ListItem(number=3), ListItem(1), ListItem(2, 1), ListItem(1), ListItem(1, 7)),
        *(ListItem(number=4), ListItem(), ListItem(2)),
    )
    block = Block("list", "\n".join("一二三四五六七八"), items=items)
    assert read_fragment(write_blocks([block])) == (
        replace(block, text="一\n二\n三\n四\n五\n六", items=items[:6]),
        Block("list", "七\n八", items=items[6:]),
    )
