"""Pages and texts of invented places, built in the ways real sites write them."""

from datetime import datetime

from reader.extract.article.text_files import analyse_text
from reader.extract.decode import Input
from reader.extract.page import read_page
from reader.model import Draft
from reader.text.dates import CST

URL = "http://www.yunzhou.example/2024/0506/a_1.html"
NOW = datetime(2024, 5, 6, 18, 30, tzinfo=CST)

FIRST = (
    "云州市今年新建的三条公交线路昨天开通，串起城南、城北和高铁站，市民出行更加方便。"
    "记者在现场看到，首班车座无虚席。"
)
SECOND = (
    "市交通局负责人介绍，新线路全长四十二公里，沿途设站三十六个，全部采用纯电动公交车，"
    "每天运行十六个小时。"
)
THIRD = "“以前去高铁站要转两趟车，现在一趟就到。”家住城北的市民王女士说，她希望班次还能再密一些。"
HEADLINE = "云州三条公交新线开通"

SECTIONS = ("时政", "社会", "财经", "教育", "体育", "旅游", "视频", "图片", "专题")
NAVIGATION = "".join(f'<a href="/{n}/">{name}</a> ' for n, name in enumerate(SECTIONS))
RELATED = "".join(
    f'<li><a href="/2024/0506/b{number}.html">云州市又一条有关公交的新闻标题之{number}</a></li>'
    for number in range(8)
)
FOOTER = (
    "<p>版权所有 云州新闻网 云ICP备00000000号</p>"
    "<p>地址：云州市人民路1号 邮编：100000 工作时间：每天九点到十七点，节假日除外</p>"
)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>　　{text}</p>" for text in texts or (FIRST, SECOND, THIRD))


def page(middle: str, title: str = f"{HEADLINE}_社会_云州新闻网", head: str = "") -> bytes:
    """A whole page: navigation, *middle*, related links and a footer."""
    return (
        f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}<title>{title}</title></head>"
        f"<body><div class=nav>{NAVIGATION}</div>{middle}"
        f"<div class=side><h3>相关新闻</h3><ul>{RELATED}</ul></div>"
        f"<div>{FOOTER}</div></body></html>"
    ).encode()


def read(middle: str, title: str = f"{HEADLINE}_社会_云州新闻网", head: str = "") -> Draft:
    return read_page(page(middle, title, head), URL)


def article(credits: str, body: str = "", tail: str = "") -> Draft:
    """The Draft of a page with these lines of credits, body and tail."""
    return read(
        f"<div class=main><h1>{HEADLINE}</h1><div>{credits}</div>"
        f"<div class=body>{body or paragraphs()}</div>{tail}</div>"
    )


def text(*lines: str) -> Draft:
    return analyse_text(Input("\n".join(lines).encode())).draft
