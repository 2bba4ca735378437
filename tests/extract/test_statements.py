"""Where time, source and author of a page are stated: around its body, in its head, its scripts."""

import pytest

from reader.extract.page import read_page
from reader.model import Draft
from tests.extract.samples import HEADLINE, NOW, URL, article, page, paragraphs, read

TIMED = "2024-05-06T10:20+08:00"
DAY = "2024-05-06"


def headed(credits: str, head: str, above: str = "") -> Draft:
    return read(
        f"{above}<div><h1>{HEADLINE}</h1><div>{credits}</div><div>{paragraphs()}</div></div>",
        head=head,
    )


@pytest.mark.parametrize(
    ("tail", "published"),
    [
        ("<p>2024-05-06 10:20</p>", TIMED),
        ("<p>编辑：王小明</p><p>2024年05月06日 10:20</p>", TIMED),
        ("<p>（2024年5月6日）</p>", DAY),
        ("<p>另一条新闻 2024-05-06 10:20</p>", None),
    ],
)
def test_a_time_alone_below_the_article_is_its_own(tail: str, published: str | None) -> None:
    assert article("来源：云州网", "", tail).published == published


def test_a_day_and_time_that_end_the_element_of_the_body_are_no_paragraph() -> None:
    draft = article("来源：云州网", f"{paragraphs()}<p>2024-05-06 10:20</p>")
    assert (draft.published, len(draft.body)) == (TIMED, 3)


def test_the_clock_of_a_page_gives_way_to_its_head() -> None:
    head = "<meta name=pubdate content='2024-05-06 10:20'>"
    clock = "<div>2026年11月3日 星期二</div>"
    assert headed("来源：云州网", head, clock).published == TIMED
    assert headed("来源：云州网", "", clock).published == "2026-11-03"


def test_a_time_in_words_is_what_its_element_says() -> None:
    draft = article('云州日报 <time datetime="2024-05-06T02:20Z">3小时前</time>')
    assert (draft.published, draft.source) == (TIMED, "云州日报")


def test_a_time_in_words_counts_from_when_the_page_was_fetched_and_from_nothing_else() -> None:
    middle = f"<h1>{HEADLINE}</h1><p>雲州日報 – 3小時前</p><div>{paragraphs()}</div>"
    fetched, found = read_page(page(middle), URL, now=NOW), read(middle)
    assert (fetched.published, fetched.source) == ("2024-05-06T15:30+08:00", "雲州日報")
    assert (found.published, found.source) == (None, "雲州日報")


@pytest.mark.parametrize(
    ("stated", "written", "source", "author"),
    [
        ("云州日报", "王小明", "云州日报", "王小明"),
        ("市发改委", "市发改委", "市发改委", None),
        ("", "王小明", None, None),
    ],
)
def test_offices_state_source_and_author_in_the_head(
    stated: str, written: str, source: str | None, author: str | None
) -> None:
    metas = {"ContentSource": stated, "Author": written}
    head = "".join(f'<meta name="{name}" content="{value}">' for name, value in metas.items())
    draft = headed("2024-05-06 10:20", head)
    assert (draft.source, draft.author) == (source, author)


def test_an_author_of_the_head_counts_where_the_page_shows_the_name() -> None:
    head = '<meta name="author" content="云里看花">'
    assert headed("2024-05-06 10:20<br>云里看花 著", head).author == "云里看花"
    assert headed("2024-05-06 10:20", head).author is None


@pytest.mark.parametrize("name", ["云里云外", "云州发布"])
@pytest.mark.parametrize("shown", [True, False])
def test_the_account_of_a_page_of_wechat_is_its_source(name: str, shown: bool) -> None:
    account = f"<a id=js_name>{name}</a>" if shown else ""
    draft = read(
        f"<h1>{HEADLINE}</h1><div id=meta_content>{account}</div>"
        f'<div id="js_content">{paragraphs()}</div>'
        f'<script>var ct = "1714962030"; var nickname = htmlDecode("{name}");</script>',
        title="",
    )
    assert (draft.source, draft.published) == (name, "2024-05-06T10:20:30+08:00")


def test_a_nickname_elsewhere_is_that_of_a_reader() -> None:
    script = '<script>var nickname = "云里云外";</script>'
    assert article("2024-05-06 10:20", "", script).source is None
