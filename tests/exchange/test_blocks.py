"""Blocks as HTML."""

import pytest

from reader.exchange.blocks import write_blocks
from reader.model import Block, Image, Span

ADDRESS = "http://a.example/?b&c"


@pytest.mark.parametrize(
    ("block", "html"),
    [
        (Block("paragraph", "早市 <\"A\" & 'B'>"), "<p>早市 &lt;\"A\" &amp; 'B'&gt;</p>"),
        (Block("heading", "早市"), "<h3>早市</h3>"),
        (Block("quote", "早\n市"), "<blockquote><p>早</p><p>市</p></blockquote>"),
        (Block("list", "早\n市"), "<ul><li>早</li><li>市</li></ul>"),
        (
            Block("table", "一\t二\n三\t", (Span(4, 5, "strong"),)),
            "<table><tr><td>一</td><td>二</td></tr><tr><td><b>三</b></td><td></td></tr></table>",
        ),
        (
            Block("figure", "车站", image=Image(ADDRESS, "车站", "", 640, 480)),
            '<figure><img src="http://a.example/?b&amp;c" width="640" height="480">'
            "<figcaption>车站</figcaption></figure>",
        ),
        (
            Block("figure", "", image=Image("http://a.example/1.jpg", "")),
            '<figure><img src="http://a.example/1.jpg"><figcaption></figcaption></figure>',
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
