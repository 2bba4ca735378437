import pytest

from reader.extract.article.figures import credit, is_marked
from reader.extract.html.flow import picture, size_of


@pytest.mark.parametrize(
    "attributes",
    [
        {"src": "/i/1.jpg"},
        {"src": "loading.gif", "data-src": "/i/1.jpg"},
        {"src": "data:image/gif;base64,R0", "data-original": "/i/1.jpg"},
        {"srcset": "/i/0.jpg 320w, /i/1.jpg 640w"},
        {"src": "data:,", "srcset": "/i/0.jpg 1x, /i/1.jpg 2x"},
        {"srcset": "/i/1.jpg 640w, /i/0.jpg 320w, /i/2.jpg 640w, data:, 999w"},
        {"srcset": "/i/1.jpg"},
        {"src": "/images/lazy.gif", "lazyload": "/i/1.jpg"},
        {"src": "/i/1.jpg", "width": "100%", "style": "max-width:60px; width:600px"},
        {"src": "/images/blank.gif", "data-ks-load": "/i/1.jpg"},
        {"data-id": "7", "data-any": "/i/1.jpg"},
        {"src": "/i/1.jpg", "data-share": "/i/0.jpg"},
    ],
)
def test_the_address_is_where_the_picture_really_is(attributes: dict[str, str | None]) -> None:
    shown = picture(attributes)
    assert shown is not None
    assert shown.address == "/i/1.jpg"


@pytest.mark.parametrize(
    "attributes",
    [
        {},
        {"src": None},
        {"src": "data:image/png;base64,AAAA"},
        {"src": "javascript:void(0)"},
        {"src": "/i/1.jpg", "width": "16"},
        {"src": "/i/1.jpg", "style": "height: 20px"},
        {"src": "/static/icon/fire.png"},
        {"src": "http://a.example/wx_qrcode.png"},
        {"src": "/images/logo.png"},
        {"src": "/images/space.gif"},
        {"src": "dot.gif"},
        {"src": "/images/next.gif"},
        {"src": "file:///C:/1.jpg"},
        {"src": "/e/1.gif", "class": "emoji"},
        {"src": "/upload/ad/2024.jpg"},
    ],
)
def test_icons_and_placeholders_are_no_pictures(attributes: dict[str, str | None]) -> None:
    assert picture(attributes) is None


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ({"width": "800", "height": "600px"}, (800, 600)),
        ({"width": "100%", "height": "600"}, (0, 0)),
        ({"width": "0", "height": "600"}, (0, 0)),
        ({"width": "800"}, (0, 0)),
    ],
)
def test_a_size_is_what_both_attributes_state(
    attributes: dict[str, str | None], size: tuple[int, int]
) -> None:
    assert size_of(attributes) == size


@pytest.mark.parametrize(
    "address", ["/2024/silicon.jpg", "/logos-of-2024/head.jpg", "/a/adult.jpg"]
)
def test_a_word_within_a_name_does_not_make_an_icon(address: str) -> None:
    assert picture({"src": address}) is not None


@pytest.mark.parametrize(
    ("caption", "who"),
    [
        ("新线首班车。李一 摄", "李一"),
        ("图为首班车（王五摄）", "王五"),
        ("首班车。云州日报记者 张三 李四 摄", "张三 李四"),
        ("摄影：张三", "张三"),
        ("图片来源：视觉图库", "视觉图库"),
        ("云州公交集团供图", "云州公交集团"),
        ("首班车", ""),
    ],
)
def test_a_caption_credits_its_picture(caption: str, who: str) -> None:
    assert credit(caption) == who


@pytest.mark.parametrize(
    "text",
    [
        *(
            "▲首班车",
            "图：首班车",
            "图为首班车进站",
            "资料图",
            "首班车 李一 摄",
            "首班车（资料图）",
        ),
        *("首班车。（取自市民相册）", "图片来源：视觉图库", "车站 新华社发"),
    ],
)
def test_a_caption_is_marked(text: str) -> None:
    assert is_marked(text)


@pytest.mark.parametrize("text", ["首班车上座无虚席。", "图书馆今天开放", "记者还了解到，"])
def test_a_paragraph_is_not_marked(text: str) -> None:
    assert not is_marked(text)
