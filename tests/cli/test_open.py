"""`zhnews open` opens an article's page, as an address and nothing else."""

import pytest

from reader.model import Draft, Source
from reader.store.store import Store
from tests.cli.conftest import Zhnews
from tests.store.making import put


@pytest.fixture
def browsed(zhnews: Zhnews, monkeypatch: pytest.MonkeyPatch) -> Zhnews:
    """Articles 1 to 3; the browser writes down its arguments."""
    script = zhnews.file("browse", f"#!/bin/sh\necho $# \"$1\" >> '{zhnews.home}/browsed'\n")
    script.chmod(0o755)
    monkeypatch.setenv("BROWSER", str(script))
    urls = ("https://a.example/$(x);rm -rf", "", "javascript:alert(1)")
    with Store.open(zhnews.home / "data/zhnews/zhnews.db") as store:
        source = store.sources.add(Source(url="https://a.example/"))
        drafts = [Draft(headline=f"第{n}条", url=url) for n, url in enumerate(urls, 1)]
        store.articles.commit(source, [put(each.headline, draft=each) for each in drafts])
    return zhnews


def test_the_page_is_opened_and_its_address_told(browsed: Zhnews) -> None:
    ran = browsed("open", "1")
    assert (ran.status, ran.out) == (0, "https://a.example/$(x);rm -rf\n")
    assert (browsed.home / "browsed").read_text() == "1 https://a.example/$(x);rm%20-rf\n"


@pytest.mark.parametrize(
    ("id", "said"),
    [
        ("2", "“第2条”没有网址"),
        ("3", "不是可以打开的网址"),
        ("7", "没有“7”这篇文章"),
        ("-7", "-7"),
        ("9" * 30, "这篇文章"),
        ("第1条", "第1条"),
    ],
)
def test_what_cannot_be_opened_is_said(browsed: Zhnews, id: str, said: str) -> None:
    ran = browsed("open", id)
    assert ran.status in (1, 2) and ran.out == "" and said in ran.err
    assert not (browsed.home / "browsed").exists()
