"""Which lines are captions and headings, and how long they may be."""

import pytest

from reader.model import BlockKind
from tests.extract.samples import FIRST, SECOND, article

CREDITS = "2024-05-06 10:20 来源：云州网"
PICTURE = "<p><img src=1.jpg></p>"


def kinds(*body: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in article(CREDITS, "".join(body)).blocks]


@pytest.mark.parametrize(
    ("longest", "opening", "end"),
    [
        (80, "图为首班车，", "市民说。"),
        (60, "图为首班车。", "市民说。"),
        (40, "首班车", "市民"),
    ],
    ids=["marked", "several sentences", "no stop"],
)
def test_a_caption_is_as_long_as_its_kind_allows(longest: int, opening: str, end: str) -> None:
    filling = "车" * (longest - len(opening + end))
    caption, paragraph = opening + filling + end, opening + filling + "车" + end
    rest = f"<p>{FIRST}</p><p>{SECOND}</p>"
    told = [("paragraph", FIRST), ("paragraph", SECOND)]
    assert kinds(PICTURE, f"<p>{caption}</p>", rest) == [("figure", caption), *told]
    assert kinds(PICTURE, f"<p>{paragraph}</p>", rest) == [
        ("figure", ""),
        ("paragraph", paragraph),
        *told,
    ]


@pytest.mark.parametrize("markup", ["<h3>{}</h3>", "<p><b>{}</b></p>"])
def test_a_heading_is_of_forty_characters_at_most(markup: str) -> None:
    for length, kind in ((40, "heading"), (41, "paragraph")):
        line = "早" * length
        found = kinds(f"<p>{FIRST}</p>", markup.format(line), f"<p>{SECOND}</p>")
        assert found == [("paragraph", FIRST), (kind, line), ("paragraph", SECOND)]


def test_a_line_that_repeats_the_words_instead_of_a_picture_is_its_caption() -> None:
    words = "早上的首班车从高铁站出发，司机师傅笑着向大家问早。"
    picture, rest = f"<p><img src=1.jpg alt='{words}'></p>", f"<p>{FIRST}</p><p>{SECOND}</p>"
    assert kinds(picture, f"<p>{words}</p>", rest)[0] == ("figure", words)
    assert kinds(PICTURE, f"<p>{words}</p>", rest)[0] == ("figure", "")
