"""The next page of a list."""

import pytest

from tests.extract.listing import URL, items, listing

LIST = items('<li><a href="/2024/0506/a{n}.html">{title}</a></li>')


def next_page(pager: str, url: str = URL) -> str:
    return listing(f"<ul>{LIST}</ul>{pager}", url).next_page


@pytest.mark.parametrize(
    ("pager", "page", "following"),
    [
        ('<a rel="next" href="p2.html"></a>', "", "p2.html"),
        ('<div data-next="?page=2">点击加载更多</div>', "", "?page=2"),
        ('<a href="list_2.html">下一页</a><a href="list_9.html">末页</a>', "", "list_2.html"),
        (
            '<a href="list_1.html">上一页</a><a href="list_3.html">下一頁 »</a>',
            "list_2.html",
            "list_3.html",
        ),
        ('<a href="?page=2">Next</a>', "", "?page=2"),
        ("""<a href="#" onclick="location.href='index_1.html'">下页</a>""", "", "index_1.html"),
        ('<a href="index_2.html" title="下一页"><img src="n.gif"></a>', "", "index_2.html"),
        ('<a class="next" href="/news/page/2/"><i></i></a>', "", "page/2/"),
        ('<div><b>1</b><a href="p2.html">2</a><a href="p3.html">3</a></div>', "", "p2.html"),
        ('[1] <a href="list2.asp">[2]</a> <a href="list3.asp">[3]</a>', "list.asp", "list2.asp"),
        (
            '<a class="on">1</a><a href="?p=2">2</a><a href="?p=2">›</a><a href="?p=88">»</a>',
            "",
            "?p=2",
        ),
        (
            '<a href="./">1</a><a href="index_1.html">2</a><a href="index_2.html">3</a>',
            "",
            "index_1.html",
        ),
        (
            '<ul><li><a href="?p=1">1</a></li><li class="active"><a href="?p=2">2</a></li>'
            '<li><a href="?p=3">3</a></li></ul>',
            "?p=2",
            "?p=3",
        ),
        ('<a href="?page=1">«</a><a href="?page=3">»</a>', "?page=2", "?page=3"),
        ('<a href="?page=2">加载更多</a>', "", "?page=2"),
        ('<script>createPageHTML(34, 0, "index", "shtml");</script>', "", "index_1.shtml"),
        (
            '<script>createPageHTML("pages",34,3,"index","html",9);</script>',
            "index_3.html",
            "index_4.html",
        ),
        (
            "<script>$('#7').jPage({totalRecord:61,perPage:15,currentPage:1,unitid:7});</script>",
            "index.html",
            "index.html?uid=7&pageNum=2",
        ),
        (
            "<script><datastore><nextgroup>"
            "<![CDATA[<a href='/proxy.jsp?page=1&amp;unitid=7'></a>]]>"
            "</nextgroup></datastore></script>",
            "",
            "/proxy.jsp?page=1&unitid=7",
        ),
    ],
)
def test_the_next_page(pager: str, page: str, following: str) -> None:
    expected = f"http://www.yunzhou.example{following}" if following[0] == "/" else URL + following
    assert next_page(pager, URL + page) == expected


@pytest.mark.parametrize(
    ("pager", "page"),
    [
        ("", ""),
        ('<a href="list_8.html">上一页</a><span>下一页</span>', "list_9.html"),
        (
            '<a href="/2024/0507/a9.html">下一条</a><a href="/2024/0507/a8.html">下一篇：公交</a>',
            "",
        ),
        ('<a href="/2024/0506/a1.html">下一页</a>', ""),
        ('<a href="javascript:go(2)">下一页</a>', ""),
        ('<a href="http://other.example/2.html">下一页</a>', ""),
        ('<a href="/society/">查看更多</a>', ""),
        ('<script>createPageHTML(34, 33, "index", "html");</script>', "index_33.html"),
        (
            "<script>$('#7').jPage({totalRecord:60,perPage:15,currentPage:4,unitid:7});</script>",
            "index.html",
        ),
        (
            '<table><tr><td>12</td><td><a href="../13/node_2.htm">13</a></td></tr></table>',
            "2024-05/12/node_2.htm",
        ),
    ],
)
def test_no_next_page(pager: str, page: str) -> None:
    assert next_page(pager, URL + page) == ""
