import pytest

from reader.extract.lists.items import choose
from tests.extract.listing import TITLES, items, titles

TITLE = "云州三条公交新线开通"
SUMMARY = "云州市今年新建的三条公交线路昨天开通，串起城南、城北和高铁站。"


def title_of(*links: str) -> list[str]:
    return titles(
        "<div>" + "".join(link.format(u="/2024/0506/a1.html") for link in links) + "</div>"
    )


@pytest.mark.parametrize(
    "links",
    [
        (f'<a href="{{u}}">{TITLE}</a>', f'<a href="{{u}}">{SUMMARY}</a>'),
        (f'<a href="{{u}}">{SUMMARY}</a>', f'<h3><a href="{{u}}">{TITLE}</a></h3>'),
        (f'<a href="{{u}}">{TITLE}</a>', f'<a href="{{u}}">继续阅读{TITLE}</a>'),
        (f'<a href="{{u}}"><img src=1.jpg><h3>{TITLE}</h3><p>{SUMMARY}</p><p>05-06</p></a>',),
        (f'<a href="{{u}}"><div>2024-05-06</div><div>{TITLE}</div><div>{SUMMARY}</div></a>',),
        (f'<a href="{{u}}">{TITLE}<span>2024-05-06</span></a>',),
        (f'<a href="{{u}}"><i>[05-06]</i>{TITLE}</a>',),
        (f'<a href="{{u}}"><i>05-06</i>{TITLE}</a>',),
        (f'<a href="{{u}}">· {TITLE} 128次阅读</a>',),
        (f'<a href="{{u}}" title="文章标题：{TITLE}\n点击：128">云州三条公交…</a>',),
        (f'<a href="{{u}}" title="{TITLE}">云州三条公交...</a>',),
        (f'<a href="{{u}}"><img src=1.jpg alt="{TITLE}"></a>',),
        (f'<map><area href="{{u}}" alt="{TITLE}"></map>',),
    ],
)
def test_the_title_is_whole_and_nothing_but_the_title(links: tuple[str, ...]) -> None:
    assert title_of(*links) == [TITLE]


def test_a_title_keeps_the_date_that_it_speaks_of() -> None:
    assert title_of('<a href="{u}">5月6日云州公交开通</a>') == ["5月6日云州公交开通"]


def test_pictures_without_text_stand_where_the_page_has_them() -> None:
    picture = '<li><a href="/2024/0506/b.html"><img src=b.jpg alt="云州公园里的春天"></a></li>'
    listed = items('<li><a href="/2024/0506/a{n}.html">{title}</a></li>')
    assert titles(f"<ul>{picture}{listed}</ul>") == ["云州公园里的春天", *TITLES]


@pytest.mark.parametrize(
    "title",
    [
        "我国探测器成功登陆月球背面",
        "云州注册志愿者人数突破十万",
        "关于举报电信诈骗线索的通告",
        "今年第5号台风生成",
        "云州市政府公告第12号",
        "版权保护宣传周活动启动",
        "云州新闻客户端今天上线",
        "食品生产许可证办理时间缩短一半",
        "备案制改革让企业少跑路",
    ],
)
def test_there_is_news_of_what_stands_in_the_foot_of_a_page_too(title: str) -> None:
    assert title_of(f'<a href="{{u}}">{title}</a>') == [title]


@pytest.mark.parametrize(
    "text",
    [
        "云ICP备05001234号-2",
        "云公网安备22010402000123号",
        "互联网新闻信息服务许可证：22120180001",
        "广播电视节目制作经营许可证（云）字第00123号",
        "新出网证（云）字12号",
        "违法和不良信息举报电话：0431-88888888",
        "网上有害信息举报专区",
        "不良信息举报",
        "用户登录",
        "登录/注册",
        "版权声明",
        "新闻客户端",
    ],
)
def test_the_foot_of_a_page_is_no_news(text: str) -> None:
    assert title_of(f'<a href="{{u}}">{text}</a>') == []


@pytest.mark.parametrize(
    ("texts", "title"),
    [
        (("云州公交开通", TITLE), "云州公交开通"),
        (("云州公交开", TITLE), TITLE),
        (("云州公交开通，", TITLE), TITLE),
        (("公交", "开通"), "公交"),
        (("公",), ""),
    ],
)
def test_the_first_phrase_is_the_title_else_the_first_word(
    texts: tuple[str, ...], title: str
) -> None:
    assert choose((), texts, ()) == title


def test_a_link_by_itself_is_an_article_where_its_title_is_a_phrase() -> None:
    assert title_of('<a href="{u}">云州公交开通</a>') == ["云州公交开通"]
    assert title_of('<a href="{u}">云州公交开</a>') == []
