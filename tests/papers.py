"""Digital editions of invented newspapers, in four of the ways in which papers are built."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

Layout = Literal["map", "table", "elements", "script"]

TEXT = (
    "松岸港二期工程昨天通过验收，四个新泊位从今天起靠泊货轮，码头上的工人连夜把最后一批护舷装好。",
    "港务局负责人说，新泊位每年可以多装卸三百万吨货物，货轮在锚地等候的时间会从两天减少到半天。",
    "住在码头边的居民周远望告诉记者，他每天早上都沿着江堤走一圈，看着桥吊一台一台立了起来。",
)


@dataclass(frozen=True)
class Piece:
    """An article of a paper."""

    title: str
    kicker: str = ""
    subtitle: str = ""
    author: str = ""
    text: Sequence[str] = TEXT
    picture: str = ""
    """The caption of its picture."""


@dataclass(frozen=True)
class Sheet:
    """A page of a paper (版)."""

    number: str
    name: str
    pieces: Sequence[Piece]

    @property
    def label(self) -> str:
        return f"{self.number}版 {self.name}"


NEWS = (
    Sheet(
        "01",
        "要闻",
        (
            Piece(
                "松岸港二期今起靠泊货轮",
                kicker="四个泊位一次通过验收",
                subtitle="每年可多装卸三百万吨",
                author="周行简",
                picture="松岸港的新泊位。林禾 摄",
            ),
            Piece("城南旧街修好了三百盏路灯"),
            Piece("江堤步道全线贯通（下转第03版）"),
        ),
    ),
    Sheet("02", "广告", (Piece("广告"), Piece("关于江滨路停水的公告"))),
    Sheet("03", "民生", (Piece("江堤步道全线贯通（上接第01版）"), Piece("菜场里的修伞人"))),
)
"""The pages of one day; five articles, one of them in two parts."""


@dataclass(frozen=True)
class Paper:
    """A newspaper whose editions are laid out in one way."""

    layout: Layout
    charset: str = "utf-8"
    declared: str = ""
    """The charset that its pages declare, if another."""
    name: str = "松岸日报"
    folder: str = "sarb"

    def pattern(self) -> str:
        """The path of the first page, which holds the day."""
        return (
            f"/{self.folder}"
            + {
                "map": "/html/{%Y-%m}/{%d}/node_1.htm",
                "table": "/{%Y%m%d}/html/page_01.htm",
                "elements": "/pc/layout/{%Y%m}/{%d}/node_01.html",
                "script": "/{%Y-%m-%d}/v01.shtml",
            }[self.layout]
        )

    def page(self, day: date, number: int) -> str:
        """The path of the page of that number from 0."""
        return (
            f"/{self.folder}"
            + {
                "map": f"/html/{day:%Y-%m/%d}/node_{number + 1}.htm",
                "table": f"/{day:%Y%m%d}/html/page_{number + 1:02}.htm",
                "elements": f"/pc/layout/{day:%Y%m/%d}/node_{number + 1:02}.html",
                "script": f"/{day:%Y-%m-%d}/v{number + 1:02}.shtml",
            }[self.layout]
        )

    def article(self, day: date, number: int, at: int) -> str:
        """The path of an article by its page's number and its place there, from 0."""
        id = f"{day:%d}{number:02}{at:02}"
        return (
            f"/{self.folder}"
            + {
                "map": f"/html/{day:%Y-%m/%d}/content_{id}.htm",
                "table": f"/{day:%Y%m%d}/html/content_{id}.htm",
                "elements": f"/pc/content/{day:%Y%m/%d}/content_{id}.html",
                "script": f"/{day:%Y-%m-%d}/{id}.shtml",
            }[self.layout]
        )

    def site(self, day: date, sheets: Sequence[Sheet] = NEWS) -> dict[str, bytes]:
        """The files of one edition by their paths."""
        files = {}
        for number, sheet in enumerate(sheets):
            files[self.page(day, number)] = self._page(day, number, sheets)
            for at, piece in enumerate(sheet.pieces):
                files[self.article(day, number, at)] = self._article(day, sheet, piece)
        return files

    def encode(self, title: str, body: str) -> bytes:
        """A page with what every page of the paper has."""
        html = (
            f'<html><head><meta charset="{self.declared or self.charset}">'
            f"<title>{title}</title></head>{body}</html>"
        )
        return html.encode(self.charset)

    def _page(self, day: date, number: int, sheets: Sequence[Sheet]) -> bytes:
        articles = [
            (self.article(day, number, at), piece.title)
            for at, piece in enumerate(sheets[number].pieces)
        ]
        pages = [(self.page(day, at), sheet) for at, sheet in enumerate(sheets)]
        body = {
            "map": _map_page,
            "table": _table_page,
            "elements": _elements_page,
            "script": _script_page,
        }[self.layout](articles, pages)
        top = f"<div>{day.year}年{day.month}月{day.day}日 星期一</div>"
        return self.encode(f"{self.name}-{sheets[number].name}", f"<body>{top}{body}")

    def _article(self, day: date, sheet: Sheet, piece: Piece) -> bytes:
        text = "".join(f"<p>　　{line}</p>" for line in piece.text)
        picture = ""
        if piece.picture:
            rows = ('<img src="/p/1.jpg">', piece.picture)
            picture = f"<table>{''.join(f'<tr><td>{row}</td></tr>' for row in rows)}</table>"

        make = _table_article if self.layout == "table" else _elements_article
        if self.layout in ("map", "script"):
            make = _headings_article
        stamp = f"{day.year}年{day.month:02}月{day.day:02}日 {sheet.number}版"
        body = f"<body><div><a href=../>返回目录</a></div>{make(piece, stamp, picture + text)}"
        return self.encode(f"{piece.title}--{self.name}", body)


Links = Sequence[tuple[str, str]]
Pages = Sequence[tuple[str, Sheet]]


def _map_page(articles: Links, pages: Pages) -> str:
    areas = "".join(
        f"<area shape=polygon coords=0,{n},9,9 href={path}>" for n, (path, _) in enumerate(articles)
    )
    titles = "".join(
        f"<li><a href={path}><div id=mp{n}>{title}</div></a></li>"
        for n, (path, title) in enumerate(articles)
    )
    listed = "".join(
        f"<tr><td><a id=pageLink href={path}>第{sheet.number}版：{sheet.name}</a></td>"
        f"<td><a href=/pdf/{n}.pdf><img src=/pdf.gif></a></td></tr>"
        for n, (path, sheet) in enumerate(pages)
    )
    return (
        f"<img usemap=#pagepicmap src=/page.jpg><map name=pagepicmap>{areas}</map>"
        f"<a class=preart href={pages[-1][0]}>下一版</a><table>{listed}</table>"
        f"<ul>{titles}</ul><ul style='display:none'>{titles}</ul>"
        "<a href=/sawb/html/2026-11/30/node_1.htm>松岸晚报</a><a href=/about.htm>关于我们</a>"
    )


def _table_page(articles: Links, pages: Pages) -> str:
    listed = "".join(
        f"<tr><td><a href='{path}'>第{sheet.number}版</a></td><td><a href='{path}'>{sheet.name}</a>"
        "</td></tr>"
        for path, sheet in pages
    )
    titles = "".join(f"<tr><td>·<a href='{path}'>{title}</a></td></tr>" for path, title in articles)
    return f"<table>{listed}</table><table>{titles}</table><a href='/page_b.jpg'>版面大图</a>"


def _elements_page(articles: Links, pages: Pages) -> str:
    listed = "".join(
        f'<li><a id="pageLink" href="{path}">{sheet.number}版：{sheet.name}</a></li>'
        for path, sheet in pages
    )
    titles = "".join(f'<li><a href="{path}">{title}</a></li>' for path, title in articles)
    credit = f'<li><a href="{articles[0][0][:-6]}99.html">本版责编：林禾 何川</a></li>'
    return (
        f'<div id="pageList"><ul class="ban-list">{listed}</ul></div>'
        f'<ul class="news-list">{titles}{credit}</ul>'
    )


def _script_page(articles: Links, pages: Pages) -> str:
    listed = ", ".join(
        f'{{"pageNo": "{sheet.number}", "pageName": "{sheet.name}", "url": "{path}"}}'
        for path, sheet in pages
    )
    titles = "".join(f'<h4><a href="{path}">{title}</a></h4>' for path, title in articles)
    return f"<script>var pages = [{listed}];show(pages)</script><div>{titles}</div>"


def _headings_article(piece: Piece, stamp: str, text: str) -> str:
    return (
        f"<div class=text_c><h3>{piece.kicker}</h3><h1>{piece.title}</h1><h2>{piece.subtitle}</h2>"
        f"<h4>{piece.author}</h4><div class=lai>（{stamp}）</div><div id=ozoom>{text}</div></div>"
    )


def _table_article(piece: Piece, stamp: str, text: str) -> str:
    rows = (piece.kicker, f"<strong>{piece.title}</strong>", piece.subtitle, _by(piece.author))
    cells = "".join(f"<tr valign=top><td>{row}</td></tr>" for row in rows)
    return f"<span>{stamp}</span><table class=wz>{cells}</table><div id=ozoom>{text}</div>"


def _elements_article(piece: Piece, stamp: str, text: str) -> str:
    author = f"<founder-author>{_by(piece.author)}</founder-author>" if piece.author else ""
    return (
        f'<div class="newsdetatit"><p id="PreTitle">{piece.kicker}</p>'
        f'<h2 id="Title"><founder-title>{piece.title}</founder-title></h2>'
        f'<p id="SubTitle">{piece.subtitle}</p></div>{author}<p class="date">{stamp}</p>'
        f'<div id="ozoom"><founder-content>{text}</founder-content></div>'
    )


def _by(author: str) -> str:
    return f"本报记者 {author}" if author else ""
