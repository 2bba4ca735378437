"""A channel page of an invented site, with navigation, logins and licences around its list."""

from reader.extract.links import read_links
from reader.model import Feed
from tests.extract.samples import FOOTER, NAVIGATION, NOW

URL = "http://www.yunzhou.example/news/"
TITLES = (
    "云州三条公交新线开通",
    "云州明年再开五条",
    "云州公园樱花盛开",
    "云州文化馆免费开放",
    "夜读",
)
"""The titles of `items`; the last is no phrase, and an article only among the others."""


def listing(middle: str, url: str = URL) -> Feed:
    html = (
        f"<title>社会_云州新闻网</title><div>{NAVIGATION}</div>{middle}"
        '<div><a href="/login?next=1">登录后可以发表评论</a>'
        '<a href="/about/12345.html">关于我们的网站</a>'
        '<a href="http://beian.example/20240101">网络视听许可证1234567号</a></div>' + FOOTER
    )
    return read_links(html.encode(), url, now=NOW)


def titles(middle: str) -> list[str]:
    return [entry.headline for entry in listing(middle).entries]


def items(form: str) -> str:
    """The items of a list, each as *form* writes it with {title}, {n} from 0, and {day} from 06."""
    rows = enumerate(TITLES)
    return "".join(form.format(title=title, n=n, day=f"{6 - n:02}") for n, title in rows)
