"""Feeds and pages for a loopback server, made by the tests."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

PARAGRAPH = (
    "江边的候鸟比去年早到了一个星期，护鸟队的队员天不亮就上了大堤，把看到的每一群都记在本子上。"
    "下午起了风，他们又沿着河岸走了一遍，数了一千二百多只。"
)


@dataclass(frozen=True)
class Item:
    title: str
    link: str = ""
    guid: str = ""
    summary: str = ""
    content: str = ""
    date: str = ""
    """As RFC 822 writes it."""


def rss(*items: Item, title: str = "江城新闻") -> str:
    body = "".join(_item(item) for item in items)
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{title}</title><link>https://news.example/</link>{body}</channel></rss>"
    )


def _item(item: Item) -> str:
    fields = (
        ("title", item.title),
        ("link", item.link),
        ("guid", item.guid),
        ("description", item.summary),
        ("content:encoded", item.content),
        ("pubDate", item.date),
    )
    return (
        "<item>"
        + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in fields if text)
        + "</item>"
    )


def article(
    headline: str, *, paragraphs: int = 4, text: str = PARAGRAPH, pages: Sequence[str] = ()
) -> str:
    """A page whose article goes on at the paths *pages*, its second and later ones."""
    body = "".join(f"<p>　　{text}</p>" for _ in range(paragraphs))
    links = "".join(f'<a href="{path}">{number}</a> ' for number, path in enumerate(pages, 2))
    body += f"<p>1 {links}</p>" if links else ""
    return (
        f'<html><head><meta charset="utf-8"><title>{headline}_江城新闻网</title></head><body>'
        f"<h1>{headline}</h1><div>2026-05-18 09:30:00　来源：江城晚报　编辑：林夏</div>"
        f'<div class="content">{body}</div></body></html>'
    )


def channel(
    links: Sequence[tuple[str, str, str]], *, title: str = "江城频道", following: str = ""
) -> str:
    """A page that lists articles by path, headline and time, and goes on at *following*."""
    rows = "".join(
        f'<li><a href="{path}">{headline}</a><span>{time}</span></li>'
        for path, headline, time in links
    )
    more = f'<a href="{following}">下一页</a>' if following else ""
    return (
        f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>'
        f'<ul class="list">{rows}</ul>{more}</body></html>'
    )
