from collections.abc import Mapping, Sequence

import pytest

from reader.errors import EmptyInput, NotText
from reader.extract.links import read_links
from tests.extract.listing import TITLES, URL, items, listing, titles


def test_a_list_of_articles_is_read_in_order_with_times() -> None:
    feed = listing(
        '<ul><li><a href="2024/0506/a1.html">云州三条公交新线开通</a><span>2024-05-06</span></li>'
        '<li><a href="2024/0505/a2.html">云州明年再开五条</a><i>05-05 08:30</i></li></ul>'
        '<ul><li><h3><a href="2024/0504/a3.html">云州公园樱花盛开</a></h3><p>市民前来赏花</p>'
        "<span>昨天 10:20</span></li></ul>"
    )
    assert feed.title == "社会_云州新闻网"
    assert feed.site_url == URL
    assert [(entry.headline, entry.url, entry.published) for entry in feed.entries] == [
        ("云州三条公交新线开通", f"{URL}2024/0506/a1.html", "2024-05-06"),
        ("云州明年再开五条", f"{URL}2024/0505/a2.html", "2024-05-05T08:30+08:00"),
        ("云州公园樱花盛开", f"{URL}2024/0504/a3.html", "2024-05-05T10:20+08:00"),
    ]
    assert {entry.extent for entry in feed.entries} == {"head"}


@pytest.mark.parametrize(
    "address",
    [
        "/2024-05-06/doc-abc.shtml",
        "/20/0506/15/FJ1MLPDB000189FH.html",
        "/a/406539383_114988?spm=1",
        "/c/7pplXmYoC6f",
        "/content_123456.htm",
        "/thread-17969-1-1.html",
        "/show.php?id=12345",
        "/news_info.aspx?SerialNo=83141",
        "/detail.php?NEENO=2858",
    ],
)
def test_the_address_of_an_article_has_an_identity(address: str) -> None:
    assert titles(f'<a href="{address}">云州三条公交新线开通</a>') == ["云州三条公交新线开通"]


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/", "云州新闻网首页从这里进入"),
        ("/news/", "云州三条公交新线开通"),
        ("http://comment.example/123456.html", "云州三条公交新线开通"),
        ("/home.php?mod=space&uid=116250", "一位名字很长的用户"),
        ("/forum.php?mod=redirect&tid=177109&goto=lastpost", "最后发表: 前天 13:25"),
        ("javascript:open(20240506)", "云州三条公交新线开通"),
        ("/archives/date/2024/05", "云州三条公交新线开通"),
        ("/list/100123", "云州三条公交新线开通"),
        ("/forum-126-1.html", "云州三条公交新线开通"),
        ("/topic/chunjie2024", "云州三条公交新线开通"),
        ("/20240506/A01.pdf", "云州三条公交新线开通"),
        ("/2024/0506/news.html", "05月06日 星期一"),
        ("/2024/0506/node_3.htm", "第02版：综合新闻"),
        ("/2024/0506/a1.html", "更多>>"),
        ("/2024/0506/a1.html", "1234567"),
        ("/2024/0506/a1.html", "详细"),
        ("/tag/", "公交线路"),
    ],
)
def test_other_links_are_left_out(address: str, title: str) -> None:
    assert titles(f'<a href="{address}">{title}</a>') == []


def test_beside_a_list_what_leads_to_other_kinds_of_pages_and_other_sites_is_left_out() -> None:
    others = (
        "https://www.facebook.example/yunzhou/posts/1234567890",
        "https://survey.example/vj/abc12345.aspx",
        "https://www.shop.example/goods-123456.html",
        "https://chat.example/R/ti/p/%40abc12345678",
        "/ad/redirect.php?bannerid=99881",
        "/vote/20260506/index.php?id=55512",
        "/section/10045/local/",
        "/subscribe/2026plan.html",
    )
    listed = items('<li><a href="/detail.php?NEENO=28{n}">{title}</a></li>')
    aside = "".join(f"<a href={url}>云州晚报最新活动请看这里</a>" for url in others)
    assert titles(f"<ul>{listed}</ul><div>{aside}</div>") == list(TITLES)


def test_without_identities_many_phrases_of_one_form_make_a_list() -> None:
    links = "".join(
        f'<li><a href="/p/{word}">云州公交第{word}条新线开通</a></li>' for word in "一二三四"
    )
    assert len(titles(links)) == 4
    names = "".join(f'<li><a href="/p/{word}">云州频道之{word}</a></li>' for word in "一二三四")
    assert titles(names) == []


def test_a_word_is_the_title_of_an_article_only_among_others() -> None:
    words = '<a href="/2024/0506/b1.html">夜读</a> <a href="/2024/0506/b2.html">晨读</a>'
    listed = items('<li><a href="/2024/0506/a{n}.html">{title}</a></li>')
    assert titles(f"<ul>{listed}</ul><div>{words}</div>") == list(TITLES)


def test_another_site_is_listed_only_among_articles() -> None:
    listed = items('<li><a href="/2024/0506/a{n}.html">{title}</a></li>')
    account = '<li><a href="https://social.example/s/Ab3-dEfGhijKlmn0pq">云州发布的文章</a></li>'
    advertised = '<a href="http://shop.example/20240506.html">云州江边新楼盘开盘</a>'
    friends = "".join(f'<a href="http://f{n}.example/">云州市友好单位</a>' for n in range(6))
    page = f"<ul>{listed}{account}</ul><div>{advertised}</div><div>友情链接{friends}</div>"
    assert titles(page) == [*TITLES, "云州发布的文章"]
    assert titles(f'<ul class="ad">{account}</ul><ul>{listed}</ul>') == list(TITLES)


def test_a_site_that_most_articles_are_on_is_the_pages_own() -> None:
    listed = items('<li><a href="http://paper.example/2024/0506/a{n}.html">{title}</a></li>')
    assert titles(f"<ul>{listed}</ul>") == list(TITLES)


def test_relative_addresses_count_from_the_base() -> None:
    feed = listing('<base href="/paper/"><ul><li><a href="a/12345.html">云州公交开通了</a></ul>')
    assert [entry.url for entry in feed.entries] == [
        "http://www.yunzhou.example/paper/a/12345.html"
    ]


@pytest.mark.parametrize(
    "form",
    [
        '<li data-url="/a/1234{n}.html"><h3>{title}</h3><p>云州融媒</p></li>',
        """<li onclick="location.href='/a/1234{n}.html'"><p>{title}</p></li>""",
        '<li><a href="javascript:;" data-href="/a/1234{n}.html">{title}</a></li>',
        """<li><a href="#" onclick="window.open('/a/1234{n}.html')">{title}</a></li>""",
        """<li><a href="javascript:openUrl('../a/1234{n}.html')">{title}</a></li>""",
    ],
)
def test_scripts_make_links(form: str) -> None:
    feed = listing(f"<ul>{items(form)}</ul>")
    assert [(entry.headline, entry.url) for entry in feed.entries] == [
        (title, f"http://www.yunzhou.example/a/1234{n}.html") for n, title in enumerate(TITLES)
    ]


def test_an_article_linked_twice_is_listed_once_under_its_title() -> None:
    link = '<a href="/2024/0506/a1.html{}">{}</a>'
    middle = (
        link.format("", "<img src=1.jpg>")
        + link.format("", "三条公交新线")
        + link.format("#comment", "云州三条公交新线开通 5.9万 阅读")
    )
    assert titles(middle) == ["云州三条公交新线开通"]


def test_many_links_are_read() -> None:
    many = "".join(
        f'<li><a href="/2024/{n}.html">第{n}条新闻的标题</a></li>' for n in range(10_000, 12_000)
    )
    assert len(titles(many)) == 2_000


def test_nothing_and_binaries_are_said() -> None:
    with pytest.raises(EmptyInput):
        read_links(b"", URL)
    with pytest.raises(NotText):
        read_links(b"GIF89a", URL)


NOTICES = (
    "云州市自然资源局国有土地使用权挂牌出让公告",
    "关于云州市绿色食品认定结果的公示（第二批）",
    "云州大桥维修期间交通管制的通告",
)
DOCUMENTS = ("云州市城市供热管理办法", "云州市关于发展冰雪经济的实施意见", "供热保障方案（2026年）")
SERVICES = ("社会保障卡补办申请", "住房公积金提取预约", "企业开办一网通办服务")


def _columns(columns: Mapping[str, Sequence[str]], form: str) -> str:
    return "".join(
        f"<h3><a href='/{name}/'>栏目</a></h3><ul>"
        + "".join(
            f"<li><a href='{form.format(column=name, n=n)}'>{title}</a></li>"
            for n, title in enumerate(titles)
        )
        + "</ul>"
        for name, titles in columns.items()
    )


@pytest.mark.parametrize(
    "form", ["/{column}/202405/t20240506_{n}.html", "/art/2024/5/6/{column}{n}.html"]
)
def test_of_a_page_with_news_the_lists_of_other_kinds_are_left_out(form: str) -> None:
    columns = {"gsgg": NOTICES, "yw": TITLES[:4], "zcwj": DOCUMENTS, "bsfw": SERVICES}
    assert titles(_columns(columns, form)) == list(TITLES[:4])


def test_what_stands_alone_is_of_the_kind_that_others_of_its_form_are() -> None:
    alone = {"yw": ["云州出台城市供热管理办法"], "hdjl": ["关于小区供暖的来信"]}
    form = "/{column}/202405/t20240506_{n}.html"
    page = _columns(alone, form) + _columns({"yw": TITLES[:4]}, form.replace("{n}", "9{n}"))
    assert titles(page) == [*alone["yw"], *TITLES[:4]]


def test_a_page_of_notices_lists_them() -> None:
    page = _columns({"gsgg": NOTICES, "zcwj": DOCUMENTS}, "/{column}/t20240506_{n}.html")
    assert titles(page) == [*NOTICES, *DOCUMENTS]


def test_news_of_a_document_stays_among_news() -> None:
    news = (*TITLES[:4], "云州出台城市供热管理办法", "云州发布高温预警公告")
    assert titles(_columns({"yw": news}, "/{column}/t20240506_{n}.html")) == list(news)
