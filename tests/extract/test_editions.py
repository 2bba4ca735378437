"""Pages of newspapers' digital editions, in four layouts: their articles, and the other pages."""

from datetime import date

import pytest

from reader.errors import InputError, ScriptOnly
from reader.extract.links import read_edition, read_links
from reader.extract.page import read_page
from tests.extract.listing import TITLES, items
from tests.papers import NEWS, Paper

HOST = "http://paper.example.cn"
DAY = date(2026, 11, 30)
PAPERS = [
    Paper("map", charset="gbk"),
    Paper("table"),
    Paper("elements"),
    Paper("script", charset="gbk", declared="utf-8"),
]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.layout)
def test_a_page_lists_its_articles_and_the_other_pages_in_their_order(paper: Paper) -> None:
    url = HOST + paper.page(DAY, 0)
    feed = read_links(paper.site(DAY)[paper.page(DAY, 0)], url)
    assert [(link.url, link.title) for link in feed.pages] == [
        (HOST + paper.page(DAY, n), sheet.label) for n, sheet in enumerate(NEWS)
    ]
    assert [(entry.url, entry.headline, entry.published) for entry in feed.entries] == [
        (HOST + paper.article(DAY, 0, n), piece.title, "2026-11-30")
        for n, piece in enumerate(NEWS[0].pieces)
    ]


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.layout)
def test_what_is_an_advert_or_a_notice_on_a_page_of_adverts_is_left_out(paper: Paper) -> None:
    page = paper.page(DAY, 1)
    feed = read_links(paper.site(DAY)[page], HOST + page)
    assert feed.entries == ()
    assert len(feed.pages) == 3


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.layout)
def test_a_page_of_an_edition_is_no_article(paper: Paper) -> None:
    page = paper.page(DAY, 0)
    with pytest.raises(InputError, match=" 里没有找到文章。"):
        read_page(paper.site(DAY)[page], HOST + page)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.layout)
def test_an_article_has_its_titles_apart_its_author_its_day_and_its_picture(paper: Paper) -> None:
    path = paper.article(DAY, 0, 0)
    piece = NEWS[0].pieces[0]
    draft = read_page(paper.site(DAY)[path], HOST + path)
    titles = (draft.kicker, draft.headline, draft.subtitle)
    assert titles == (piece.kicker, piece.title, piece.subtitle)
    assert (draft.author, draft.published) == ("周行简", "2026-11-30")
    assert draft.body == tuple(piece.text)
    assert [image.caption for image in draft.images] == [piece.picture]
    assert draft.photographer == "林禾"


def test_a_page_list_may_lead_to_other_papers_and_other_days_which_are_left_out() -> None:
    page = "/sarb/html/2026-11/30/node_{}.htm"
    html = "".join(
        f"<a href={path}>第{n}版：要闻</a>"
        for n, path in enumerate(
            (
                page.format(1),
                page.format(2),
                page.format(1),
                "/sawb/html/2026-11/30/node_1.htm",
                "/sarb/html/2026-11/29/node_3.htm",
            ),
            1,
        )
    )
    feed = read_links(html.encode(), HOST + page.format(1))
    assert [link.url for link in feed.pages] == [HOST + page.format(n) for n in (1, 2)]


def test_a_page_of_another_day_than_its_address_is_of_the_day_that_it_states() -> None:
    paper = Paper("map")
    page = paper.site(date(2026, 11, 29))[paper.page(date(2026, 11, 29), 0)]
    assert read_edition(page, HOST + paper.page(DAY, 0)).day == "2026-11-29"
    founder = b"<!--enpproperty <founder-date>2026-11-28</founder-date> -->"
    assert read_edition(page + founder, HOST + paper.page(DAY, 0)).day == "2026-11-28"


def test_a_channel_page_that_links_a_paper_is_none_of_it() -> None:
    paper = Paper("map")
    pages = "".join(f"<a href={paper.page(DAY, n)}>第0{n}版：要闻</a>" for n in (1, 2))
    html = items('<li><a href="/2026/1130/c{n}.html">{title}</a></li>') + pages
    feed = read_links(html.encode(), f"{HOST}/news/")
    assert ([entry.headline for entry in feed.entries][:2], feed.pages) == ([*TITLES][:2], ())


@pytest.mark.parametrize(
    "entrance",
    [
        '<meta http-equiv="refresh" content="0; URL=html/2026-11/30/node_1.htm">',
        "<script>window.location.href = 'html/2026-11/30/node_1.htm';</script>",
        "<script>location.replace('html/2026-11/30/node_1.htm')</script>",
        "<frameset><frame src=top.htm><frame name=list src=html/2026-11/30/node_1.htm></frameset>",
    ],
    ids=["a refresh", "a script", "a script that replaces", "frames"],
)
def test_an_entrance_leads_to_the_newest_edition(entrance: str) -> None:
    edition = read_edition(entrance.encode(), f"{HOST}/sarb/")
    assert edition.entrance == f"{HOST}/sarb/html/2026-11/30/node_1.htm"
    assert edition.pages == ()


def test_a_page_that_scripts_build_says_so() -> None:
    with pytest.raises(ScriptOnly):
        read_edition(b"<div id=app></div><script src=/app.js></script>", f"{HOST}/sarb/")


def test_an_article_without_a_title_is_named_by_its_place_until_it_is_read() -> None:
    paper = Paper("map")
    areas = "".join(f"<area href={paper.article(DAY, 0, n)}>" for n in range(2))
    html = f"<a href={paper.page(DAY, 0)}>01版：要闻</a><map>{areas}</map>"
    feed = read_links(html.encode(), HOST + paper.page(DAY, 0))
    assert [entry.headline for entry in feed.entries] == ["01版 要闻第1篇…", "01版 要闻第2篇…"]


def test_links_by_the_hundred_thousand_are_cut() -> None:
    paper = Paper("map")
    page, article = paper.page(DAY, 0), paper.article(DAY, 0, 0)
    links = "".join(
        f"<a href={page.replace('1.htm', f'{n}.htm')}>第{n % 999}版</a>"
        f"<a href={article.replace('0.htm', f'{n}.htm')}>题目{n}</a>"
        for n in range(50_000)
    )
    feed = read_links(links.encode(), HOST + paper.page(DAY, 0))
    assert (len(feed.pages), len(feed.entries)) == (41, 100)
