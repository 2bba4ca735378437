"""What an address tells of the page behind it."""

import pytest

from reader.extract.html.addresses import PageAddress

HOST = "http://news.yunzhou.example"


@pytest.mark.parametrize(
    ("path", "may_be"),
    [
        ("", False),
        ("/", False),
        ("/?id=12", True),
        ("/2024/0506/a1.html", True),
        ("/login?from=a1", False),
        ("/a?share=1", False),
        ("/list_2.html", False),
        ("/a?m=list", False),
        ("/2024/05/", False),
        ("/file/1.pdf", False),
    ],
)
def test_home_pages_tools_lists_and_files_are_no_articles(path: str, may_be: bool) -> None:
    assert PageAddress(HOST + path).may_be_article is may_be


def test_hosts_of_tools_have_no_articles() -> None:
    assert not PageAddress("http://passport.yunzhou.example/a/12345.html").may_be_article
    assert PageAddress("http://passports.yunzhou.example/a/12345.html").may_be_article


@pytest.mark.parametrize(
    ("path", "has_identity"),
    [
        ("/2024/0506/a.html", True),
        ("/2024-5-6/a.html", True),
        ("/a/12345", True),
        ("/a/1234", False),
        ("/a/123.html", True),
        ("/a/12.html", False),
        ("/a?id=12", True),
        ("/a?id=1", False),
        ("/a?x=12", False),
        ("/a/b.html", False),
        ("/detail.php?NEENO=28", True),
        ("/news_show.aspx?x=28", True),
        ("/a?x=28001", True),
        ("/a?page=28001", False),
        ("/a?catid=28001", False),
    ],
)
def test_a_date_or_a_number_tells_articles_apart(path: str, has_identity: bool) -> None:
    assert PageAddress(HOST + path).has_identity is has_identity


def test_addresses_of_one_form_differ_in_numbers_alone() -> None:
    one, other = (PageAddress(f"{HOST}/2024/{day}/t{day}_1.html") for day in ("0506", "0607"))
    assert one.form == other.form == "news.yunzhou.example/0/0/t0_0.html"
    assert PageAddress(f"{HOST}/a/spring.html").form == "news.yunzhou.example/a/.html"


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("news.yunzhou.gov.cn", "yunzhou.gov.cn"),
        ("news.yunzhou.cn", "yunzhou.cn"),
        ("yunzhou.cn", "yunzhou.cn"),
        ("localhost", "localhost"),
    ],
)
def test_the_hosts_of_a_site_share_its_name(host: str, site: str) -> None:
    assert PageAddress(f"http://{host}/a?b").site == site
    assert (
        PageAddress(f"http://{host}/a?b").has_query
        and not PageAddress(f"http://{host}/a").has_query
    )
