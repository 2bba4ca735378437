"""Pictures outside the lines of the body: lead pictures, galleries, and what is none."""

import pytest

from tests.extract.samples import FIRST, SECOND, THIRD, article, paragraphs

CREDITS = "2024-05-06 10:20 来源：云州网"
LEAD = "<img src=/p/1.jpg>"


def pictures(above: str = "", body: str = "", below: str = "") -> list[str]:
    draft = article(f"{CREDITS}</div>{above}<div>", body, below)
    assert draft.body == (FIRST, SECOND, THIRD)
    return [(image.url or "").rpartition("/")[2] for image in draft.images]


@pytest.mark.parametrize(
    ("above", "shown"),
    [
        (f"<div>{LEAD}</div><div>首班车的乘客们</div>", ["1.jpg"]),
        (f"<div class=leadpic><a href=/p/1.jpg>{LEAD}</a></div>", ["1.jpg"]),
        (
            "<div class=swiper><p><img data-src=/p/1.jpg></p><p><img data-src=/p/2.jpg></p></div>",
            ["1.jpg", "2.jpg"],
        ),
        (f"<div class=ad>{LEAD}</div><div>荔枝节购票</div>", []),
        (f"<div class=video-player><figure>{LEAD}</figure></div>", []),
        (f"<div>{LEAD}</div><div><a href=/t>首班车专题</a></div>", []),
        ("<div><img src=/p/1.gif></div><div>首班车的乘客们</div>", []),
    ],
    ids=["photograph", "linked to itself", "gallery", "ad", "film", "link below", "no photograph"],
)
def test_a_picture_between_headline_and_body_is_the_article_s(above: str, shown: list[str]) -> None:
    assert pictures(above) == shown


def test_a_photograph_that_comes_again_is_a_button() -> None:
    button = f"<div>{LEAD}</div><div>参与评论的人</div>"
    assert pictures(button, below=f"<div>{LEAD}</div>") == []


@pytest.mark.parametrize(
    ("gallery", "shown"),
    [
        (f"<ul class=gallery><li>{LEAD}</li><li><img src=/p/2.jpg></li></ul>", 2),
        (f"<ul class=gallery><li><a href=/1>{LEAD}</a></li><li><a href=/2>{LEAD}</a></li></ul>", 0),
        (f"<ul class=gallery><li>{LEAD}</li></ul>", 0),
        (f"<h3>精彩图集</h3><ul class=gallery><li>{LEAD}</li><li><img src=/p/2.jpg></li></ul>", 0),
    ],
    ids=["two", "that lead elsewhere", "one", "below a heading"],
)
def test_a_gallery_below_the_body_is_the_article_s(gallery: str, shown: int) -> None:
    assert len(pictures(below=gallery)) == shown


def test_the_gallery_of_a_release_stands_behind_its_end_in_the_same_element() -> None:
    gallery = "".join(f"<a href=/{n}.html><img src=/p/{n}.jpg></a>" for n in range(3))
    body = f"{paragraphs()}<p>完</p><p>2024年5月6日</p><div class=photos>{gallery}</div>"
    assert pictures(body=body) == ["0.jpg", "1.jpg", "2.jpg"]


@pytest.mark.parametrize(
    "code",
    [
        "<p><img src=/p/1.jpg></p><p>扫描二维码关注我们</p>",
        "<p><img src=/p/1.jpg><br>扫码关注云州发布</p>",
        "<p>长按识别二维码</p><p><img src=/p/1.jpg></p>",
    ],
)
@pytest.mark.parametrize("place", ["above", "below"])
def test_what_is_to_be_scanned_is_no_picture(code: str, place: str) -> None:
    body = code + paragraphs() if place == "above" else paragraphs() + code
    assert pictures(body=body) == []


def test_a_picture_may_leave_its_address_to_a_source() -> None:
    element = '<picture><source srcset="/p/1.webp 800w"><img alt=x></picture>'
    assert pictures(body=paragraphs(FIRST, SECOND) + element + paragraphs(THIRD)) == ["1.webp"]
