"""What an address turned out to be, in words."""

from reader.i18n import N_, _
from reader.model import Source
from reader.regions.gazetteer import load
from reader.text.dated_url import holds_day

KINDS = {
    "feed": N_("订阅"),
    "page": N_("频道页"),
    "paper": N_("数字报"),
    "folder": N_("文件夹"),
    "auto": N_("来源"),
}

FOUND = N_("这是{kind}“{title}”，{place}，列出 {entries} 篇。")
KNOWN = N_("已经有{kind}“{title}”了，{place}，有 {entries} 篇。")
ARTICLE = N_("这是一篇文章：{headline}")
PATTERN = N_("它每天的网址是 {url}")
ABOVE = N_("它所在的{kind}是“{title}”，{place}，列出 {entries} 篇。")


def said_of(source: Source, entries: int, verdict: str) -> str:
    """Say *verdict*, such as `FOUND`, of *source*, which lists so many *entries*."""
    kind = _(KINDS[source.kind])
    place = proposed_place(source)
    said = _(verdict, title=source.label, kind=kind, place=place, entries=entries)
    return "\n".join((said, _(PATTERN, url=source.url))) if holds_day(source.url) else said


def proposed_place(source: Source) -> str:
    """Return what the region of *source* is called, or that its articles tell."""
    return load()[source.region].name if source.region else _("地区由文章判断")
