import pytest

from reader.extract.article.masthead import read_breadcrumb

URL = "https://news.example.cn/jl/1.html"


@pytest.mark.parametrize(
    ("html", "steps"),
    [
        ('位置：<a href="/">首页</a> &gt; <a href="/jl/">吉林</a> &gt; 正文', ["首页", "吉林"]),
        ('<a href="/">首页</a>»<a href="/jl/">吉林</a>', ["首页", "吉林"]),
        ('<a href="/jl/">吉林</a> ＞ 正文', ["吉林"]),
        ('<a href="/">首页</a> &gt; <a href="/jl/1.html">正文</a>', ["首页"]),
        ('<a href="/">首页</a> | <a href="/jl/">吉林</a>', []),
        ('<a href="javascript:back()">返回</a> &gt; 正文', []),
        (f'<a href="/">首页</a> &gt; <a href="/2.html">{"长" * 31}</a>', ["首页"]),
        ("".join(f'<a href="/{n}">第{n}</a> &gt; ' for n in range(9)), []),
        ("气温 &gt; 30 度", []),
    ],
)
def test_the_steps_are_the_links_that_signs_part(html: str, steps: list[str]) -> None:
    page = f'<meta charset="utf-8"><div>{html}</div><h1>江边来了候鸟</h1>'
    assert [link.title for link in read_breadcrumb(page.encode(), URL)] == steps


def test_the_steps_are_absolute_addresses() -> None:
    page = '<p><a href="/">首页</a> &gt; <a href="../jl/">吉林</a></p>'
    links = read_breadcrumb(page.encode(), URL)
    assert [link.url for link in links] == [
        "https://news.example.cn/",
        "https://news.example.cn/jl/",
    ]
