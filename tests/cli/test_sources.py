import re

import pytest

from reader.cli import output, sources
from reader.news.catalogue import sources_for, sources_of
from reader.store.store import Store
from tests.cli.conftest import PAGE, RSS, TEXT, Zhnews
from tests.news.pages import channel
from tests.server import Reply, Server


def test_adding_a_feed_says_what_it_is(zhnews: Zhnews, feed_url: str) -> None:
    ran = zhnews("add", feed_url, "--region", "吉林/长春", "--db", "x.db", "--json")
    assert ran.status == 0
    assert ran.json == {
        "url": feed_url,
        "kind": "feed",
        "title": "松江晚报 城市新闻",
        "region": "220100",
        "match": "",
        "entries": 2,
    }
    feeds = zhnews("feeds", "--db", "x.db", "--json").json
    assert [(feed["url"], feed["title"]) for feed in feeds["feeds"]] == [
        (feed_url, "松江晚报 城市新闻")
    ]


def test_the_sources_as_json_have_all_that_their_table_has(
    zhnews: Zhnews, server: Server, feed_url: str
) -> None:
    zhnews("add", feed_url, "--region", "吉林/长春")
    zhnews("fetch", "--url", server.at("/gone"))
    zhnews("fetch")
    good, bad = zhnews("feeds", "--json").json["feeds"]
    assert good == {
        "id": 1,
        "url": feed_url,
        "title": "松江晚报 城市新闻",
        "kind": "feed",
        "region": "220100",
        "articles": 2,
        "unread": 2,
        "enabled": True,
        "error": None,
    }
    assert bad["error"] == {
        "kind": "http",
        "message": "127.0.0.1 上没有这个网页（HTTP 404），请检查网址。",
    }
    assert zhnews("feeds").out.splitlines()[1].endswith(bad["error"]["message"])


def test_what_is_no_text_is_said_by_its_address(zhnews: Zhnews, server: Server) -> None:
    picture = server.route("/a.png", Reply(b"\x89PNG\r\n\x1a\n" + bytes(99)))
    assert zhnews("add", picture).err == f"{picture} 不是 RSS、Atom 或 JSON Feed 订阅。\n"


def test_a_page_leads_to_the_feed_it_announces(zhnews: Zhnews, server: Server) -> None:
    feed = server.route("/city.xml", Reply(RSS, content_type="application/rss+xml"))
    link = '<link rel="alternate" type="application/rss+xml" href="/city.xml" title="城市">'
    page = server.route("/", Reply(f"<html><head>{link}</head><body></body></html>"))
    assert zhnews("add", page, "--json").json["url"] == feed


def test_a_known_source_is_said_and_is_no_error(zhnews: Zhnews, feed_url: str) -> None:
    zhnews("add", feed_url)
    again = zhnews("add", feed_url, "--json")
    assert again.status == 0
    assert again.json["url"] == feed_url
    assert "已经有订阅“松江晚报 城市新闻”了" in again.err
    assert len(zhnews("feeds", "--json").json["feeds"]) == 1


def test_a_dry_run_stores_nothing(zhnews: Zhnews, feed_url: str) -> None:
    ran = zhnews("add", feed_url, "--dry-run")
    assert ran.out.splitlines() == [
        "这是订阅“松江晚报 城市新闻”，地区由文章判断，列出 2 篇；没有添加。",
        "时间\t内容\t来源\t标题",
        "2026-03-03 09:30\t摘要\t周远\t江边步道今日开放",
        "2026-03-02 18:05\t摘要\t\t图书馆延长晚间开放时间",
    ]
    assert zhnews("feeds", "--json").json == {"feeds": []}


CITIES = {"长春": "/cc/", "吉林市": "/jl/", "延边": "/yb/", "下一页": "/2/", "沈阳": "/sy/"}


def channel_page(server: Server) -> str:
    cities = "".join(f'<a href="{path}">{name}</a>' for name, path in CITIES.items())
    pages = [(f"/2026/05/1{day}/{day}0041.html", "护鸟队走遍大堤", "2026-05-18") for day in "78"]
    page = channel(pages, title="吉林频道_江城新闻网")
    return server.route("/", Reply(page.replace("<body>", f"<body><p>{cities}</p>")))


def test_a_channel_page_is_proposed_with_its_region_and_its_cities(
    zhnews: Zhnews, server: Server
) -> None:
    url = channel_page(server)
    proposal = zhnews("add", url, "--dry-run", "--json").json
    assert (proposal["title"], proposal["region"]) == ("吉林频道", "220000")
    assert [city["region"] for city in proposal["cities"]] == ["220100", "220200", "222400"]
    assert proposal["articles"][0]["published"] == "2026-05-18"
    assert "长春、吉林市、延边；加上 --cities 就一起添加。" in zhnews("add", url).out
    assert len(zhnews("feeds", "--json").json["feeds"]) == 1


def test_a_page_of_several_columns_is_narrowed_to_one(zhnews: Zhnews, server: Server) -> None:
    pages = [
        (f"/{column}/202605/t20260518_{n}.html", f"云州{column}新闻第{n}条在此", "")
        for column in ("yw", "bmdt")
        for n in range(3)
    ]
    url = server.route("/", Reply(channel(pages)))
    told = zhnews("add", url, "--dry-run").out
    assert "/yw/（3 篇）、/bmdt/（3 篇）；加上 --match 只收一个。" in told
    added = zhnews("add", url, "--match", "/bmdt/")
    assert "列出 3 篇" in added.out and "--match" not in added.out
    zhnews("fetch")
    assert len(zhnews("list", "--json").json["articles"]) == 3
    assert zhnews("feeds", "--json").json["feeds"][0]["articles"] == 3


def test_the_pages_of_the_cities_are_added_on_request(zhnews: Zhnews, server: Server) -> None:
    zhnews("add", channel_page(server), "--cities")
    feeds = zhnews("feeds", "--json").json["feeds"]
    assert [feed["title"] for feed in feeds] == [
        "吉林频道",
        "吉林频道 长春",
        "吉林频道 吉林市",
        "吉林频道 延边",
    ]


def test_somebody_at_a_terminal_has_the_last_word(
    zhnews: Zhnews, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = []
    answers = iter(["江城新闻", "乌有乡", "吉林市", "y"])

    def answer(question: str) -> str:
        questions.append(question)
        return next(answers)

    monkeypatch.setattr("builtins.input", answer)
    monkeypatch.setattr(sources, "is_interactive", lambda: True)
    ran = zhnews("add", channel_page(server))
    assert "列出 2 篇" in ran.out.splitlines()[0] and "乌有乡" in ran.out
    assert questions[0] == "名字（回车：吉林频道）：" and "长春、吉林市、延边" in questions[-1]
    with Store.open(zhnews.home / "data" / "zhnews" / "zhnews.db") as store:
        [first, *cities] = store.sources.all()
    assert (first.name, first.region, len(cities)) == ("江城新闻", "220200", 3)


def test_a_dry_run_shows_what_a_known_source_would_bring_too(zhnews: Zhnews, feed_url: str) -> None:
    zhnews("add", feed_url)
    assert len(zhnews("add", feed_url, "--dry-run", "--json").json["articles"]) == 2


def test_an_address_is_added_as_people_have_it_and_known_by_it(
    zhnews: Zhnews, server: Server, feed_url: str
) -> None:
    address = f" 127.0.0.1:{server.port}/city.xml "
    assert zhnews("add", address, "--json").json["url"] == feed_url
    assert "已经有订阅" in zhnews("add", address.strip()).out


def test_of_an_article_the_channel_is_added(zhnews: Zhnews, server: Server) -> None:
    days = "123"
    links = [(f"/2026/05/1{day}/{day}0041.html", f"护鸟队走遍大堤{day}", "") for day in days]
    section = server.route("/", Reply(channel(links, title="江城要闻")))
    url = server.route("/2026/05/11/10041.html", Reply(PAGE))
    ran = zhnews("add", url)
    assert ran.out.startswith("这是一篇文章：菜市场添了老年座椅\n已添加频道页“江城要闻”")
    assert [feed["url"] for feed in zhnews("feeds", "--json").json["feeds"]] == [section]


def test_an_article_without_a_channel_is_said_to_be_one(zhnews: Zhnews, server: Server) -> None:
    ran = zhnews("add", server.route("/2026/05/11/10041.html", Reply(PAGE)))
    assert ran.status == 1
    assert ran.err.startswith("“菜市场添了老年座椅”是一篇文章，没有找到它所在的频道页")


def test_a_page_of_no_articles_is_said(zhnews: Zhnews, server: Server) -> None:
    ran = zhnews("add", server.route("/login", Reply("<form>请登录</form>")))
    assert (ran.status, ran.err) == (
        1,
        "127.0.0.1 的这个网页不是订阅，也没有列出文章，可能要登录。\n",
    )


def test_a_name_of_ones_own_is_shown_without_its_controls(zhnews: Zhnews, feed_url: str) -> None:
    zhnews("add", feed_url, "--name", "我的\x1b[31m晚报")
    [feed] = zhnews("feeds", "--json").json["feeds"]
    assert feed["title"] == "我的[31m晚报"


def test_a_folder_is_added_and_read(zhnews: Zhnews) -> None:
    folder = zhnews.file("剪报/书店.txt", TEXT).parent
    assert zhnews("add", folder, "--json").json["kind"] == "folder"
    assert zhnews("fetch").status == 0
    [article] = zhnews("list", "--json").json["articles"]
    assert article["title"] == "河口村的第一家书店"


def test_fetching_one_address_stores_it_and_gives_its_entries(
    zhnews: Zhnews, feed_url: str
) -> None:
    ran = zhnews("fetch", "--url", feed_url, "--db", "x.db", "--json")
    assert ran.status == 0
    result = ran.json
    entries = result.pop("entries")
    assert result == {
        "status": "ok",
        "error": None,
        "final_url": feed_url,
        "feed": {"title": "松江晚报 城市新闻"},
        "db_count": 2,
    }
    assert [entry["title"] for entry in entries] == ["江边步道今日开放", "图书馆延长晚间开放时间"]
    first = entries[0]
    assert first["url"] == first["link"] == "https://news.example.cn/city/2.html"
    assert first["author"] == "周远"
    assert first["published"].startswith("2026-03-03T09:30")
    assert "四公里" in first["summary"]
    assert set(first) == {"title", "url", "link", "author", "published", "summary", "content"}


@pytest.mark.parametrize("known", [False, True])
def test_fetching_a_page_fetches_the_feed_that_it_announces(
    zhnews: Zhnews, server: Server, feed_url: str, known: bool
) -> None:
    link = f'<link rel="alternate" type="application/rss+xml" href="{feed_url}">'
    page = server.route("/", Reply(f"<html><head>{link}</head></html>"))
    if known:
        zhnews("add", page)
    for _time in range(2):
        ran = zhnews("fetch", "--url", page, "--force", "--json")
        assert (ran.status, ran.json["final_url"], ran.json["db_count"]) == (0, feed_url, 2)
    [feed] = zhnews("feeds", "--json").json["feeds"]
    assert feed["url"] == feed_url


def test_an_unchanged_feed_gives_no_entries(zhnews: Zhnews, feed_url: str) -> None:
    zhnews("fetch", "--url", feed_url)
    again = zhnews("fetch", "--url", feed_url, "--json")
    assert again.status == 0
    assert (again.json["status"], again.json["entries"], again.json["db_count"]) == (
        "not_modified",
        [],
        2,
    )


def test_an_error_of_one_address_is_in_the_json(zhnews: Zhnews, server: Server) -> None:
    ran = zhnews("fetch", "--url", server.at("/gone"), "--json")
    assert ran.status == 1
    assert ran.json["status"] == "error"
    assert ran.json["error"]["kind"] == "http"
    assert "404" in ran.json["error"]["message"]
    assert ran.json["entries"] == []


def test_one_failing_source_stops_no_other_and_is_named(
    zhnews: Zhnews, server: Server, feed_url: str
) -> None:
    gone = server.at("/gone")
    zhnews("fetch", "--url", gone)
    zhnews("add", feed_url)
    ran = zhnews("fetch")
    assert ran.status == 1
    assert ran.out == "2 个来源 · 2 篇新文章 · 1 个失败\n"
    assert ran.err.startswith(f"{gone}：")
    result = zhnews("fetch", "--json").json
    assert result["db_count"] == 2
    by_url = {source["url"]: source for source in result["sources"]}
    assert by_url[gone]["error"]["kind"] == "http"
    assert by_url[feed_url] == {
        "url": feed_url,
        "status": "not_modified",
        "new": 0,
        "error": None,
    }


def test_a_feed_that_is_cut_off_is_told_and_has_not_failed(zhnews: Zhnews, server: Server) -> None:
    cut = Reply(RSS[: RSS.index("图书馆")], content_type="application/rss+xml; charset=utf-8")
    ran = zhnews("fetch", "--url", server.route("/cut.xml", cut))
    told = "松江晚报 城市新闻：没有读到结尾，只收下了前面完整的 1 篇文章，下次再取\n"
    assert (ran.status, ran.out, ran.err) == (0, "新文章 1 篇。\n", told)
    ran = zhnews("fetch")
    assert (ran.status, ran.out) == (0, "1 个来源 · 0 篇新文章\n")
    assert told in ran.err
    [line] = zhnews("fetch", "--json").json["sources"]
    assert (line["status"], line["error"]["kind"]) == ("ok", "cut_off")
    [source] = zhnews("feeds", "--json").json["feeds"]
    assert source["error"] == line["error"]


def test_only_the_chosen_sources_are_asked(zhnews: Zhnews, server: Server, feed_url: str) -> None:
    other = server.route(
        "/other.xml", Reply(RSS.replace("城市新闻", "县域"), content_type="text/xml")
    )
    zhnews("add", feed_url, "--region", "长春")
    zhnews("add", other, "--region", "福州", "--name", "福州的")

    def asked(*argv: str) -> list[str]:
        return [source["url"] for source in zhnews("fetch", "--json", *argv).json["sources"]]

    assert asked("--region", "吉林省") == [feed_url]
    assert asked("--source", "福州的") == [other]
    assert asked("--due") == []


def test_a_declared_source_is_fetched_without_being_added(zhnews: Zhnews, feed_url: str) -> None:
    zhnews.file("config/zhnews/config.toml", f'[[source]]\nurl = "{feed_url}"\nname = "声明的"\n')
    assert zhnews("fetch").status == 0
    [feed] = zhnews("feeds", "--json").json["feeds"]
    assert (feed["url"], feed["title"]) == (feed_url, "声明的")
    assert len(zhnews("list", "--json").json["articles"]) == 2


def test_a_source_that_the_config_disables_is_not_asked(
    zhnews: Zhnews, feed_url: str, server: Server
) -> None:
    declared = f'[[source]]\nurl = "{feed_url}"\nenabled = '
    zhnews.file("config/zhnews/config.toml", declared + "false")
    assert zhnews("fetch", "--json").json["sources"] == []
    assert server.requests == []
    zhnews.file("config/zhnews/config.toml", declared + "true")
    assert len(zhnews("fetch", "--json").json["sources"]) == 1


def test_hostile_titles_reach_the_output_harmlessly(zhnews: Zhnews, server: Server) -> None:
    hostile = "[/] [@click=app.quit]x &#x202e;gnp"
    url = server.route("/bad.xml", Reply(RSS.replace("江边步道今日开放", hostile)))
    zhnews("fetch", "--url", url)
    out = zhnews("list").out
    assert "[/] [@click=app.quit]x gnp" in out
    assert "\u202e" not in out


def test_init_takes_the_sources_of_a_region(zhnews: Zhnews) -> None:
    ran = zhnews("init", "--region", "吉林省", "--json")
    known = {source.url for source in sources_of("220000")}
    assert ran.json["regions"] == ["220000"]
    assert {source["url"] for source in ran.json["added"]} == known
    again = zhnews("init", "--region", "吉林省")
    assert re.match(rf"吉林省：添加了 0 个来源，已有 {len(known)} 个。\n", again.out)
    assert "zhnews fetch" in again.out


def test_init_without_a_region_takes_the_whole_country(zhnews: Zhnews) -> None:
    ran = zhnews("init", "--json")
    assert len(ran.json["added"]) == len({source.url for source in sources_of(None)}) > 0
    assert ran.json["regions"] == []


def test_init_asks_on_a_terminal(zhnews: Zhnews, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["乌有乡", "cc 福建", "y"])
    monkeypatch.setattr("builtins.input", lambda prompt: next(answers))
    monkeypatch.setattr(output, "is_interactive", lambda: True)
    ran = zhnews("init")
    assert ran.status == 0
    assert "没有找到：乌有乡" in ran.out
    assert "长春市、福建省" in ran.out
    added = sources_for(["220100", "350000"], around=True)
    assert f"添加了 {len(added)} 个来源" in ran.out


def test_init_takes_what_is_around_a_place_where_that_is_wanted(zhnews: Zhnews) -> None:
    ran = zhnews("init", "--region", "长春", "--around", "--json")
    wanted = {source.url for source in (*sources_of("220100"), *sources_of("220000"))}
    assert {source["url"] for source in ran.json["added"]} == wanted


def test_a_channel_page_is_followed_back_to_a_day(zhnews: Zhnews, server: Server) -> None:
    rows = [
        [
            (f"/2026/05/{day}/{i}0041.html", f"{day}日的第{i}条新闻", f"2026-05-{day}")
            for i in "1234"
        ]
        for day in (18, 17, 16)
    ]
    server.route("/", Reply(channel(rows[0], following="/index_2.html")))
    server.route("/index_2.html", Reply(channel(rows[1], following="/index_3.html")))
    server.route("/index_3.html", Reply(channel(rows[2])))
    zhnews("add", server.at("/"), "--json")
    ran = zhnews("fetch", "--source", server.at("/"), "--since", "2026-05-17", "--json")
    assert ran.json["db_count"] == 12
    ran = zhnews("fetch", "--since", "前天下午")
    assert (ran.status, ran.err.count("since:3d")) == (2, 1)
