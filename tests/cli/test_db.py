from reader.news.pictures import PictureCache
from tests.cli.conftest import RSS, Zhnews
from tests.server import Reply, Server

FEED = RSS.replace("江边步道今日开放", "长春市江边步道今日开放")


def test_work_places_what_was_fetched_by_its_text(zhnews: Zhnews, server: Server) -> None:
    url = server.route("/feed.xml", Reply(FEED, content_type="application/rss+xml"))
    zhnews("add", url, "--region", "吉林省")
    zhnews("fetch")
    regions = [article["regions"] for article in zhnews("list", "--json").json["articles"]]
    assert regions == [["220000"], ["220000"]]
    assert zhnews("db", "work", "--json").json == {
        "placed": 2,
        "moved": 1,
        "indexed": 2,
        "compared": 0,  # the list did that
        "joined": 0,
        "ruled": 0,
        "removed": 0,
    }
    regions = [article["regions"] for article in zhnews("list", "--json").json["articles"]]
    assert regions == [["220100"], ["220000"]]
    said = "看了 0 篇文章，0 篇换了地区。\n编了 0 篇文章的搜索索引。\n比了 0 篇文章，0 篇是转载。\n"
    assert zhnews("db", "work").out == said


def test_a_list_by_region_finds_what_was_just_fetched(zhnews: Zhnews, server: Server) -> None:
    url = server.route("/feed.xml", Reply(FEED, content_type="application/rss+xml"))
    zhnews("add", url, "--region", "吉林省")
    zhnews("fetch")
    articles = zhnews("list", "--region", "长春", "--json").json["articles"]
    assert [article["title"] for article in articles] == ["长春市江边步道今日开放"]


def test_old_articles_go_with_a_fetch_and_with_work(zhnews: Zhnews, feed_url: str) -> None:
    config = zhnews.file("keep.toml", '[keep]\narticles = "1"\n')
    zhnews("fetch", "--url", feed_url)
    assert zhnews("fetch", "--config", config, "--json").json["db_count"] == 1
    assert zhnews("fetch", "--force", "--json").json["db_count"] == 1
    wrong = zhnews.file("wrong.toml", '[keep]\nregions = { "火星" = "1d" }\n')
    ran = zhnews("db", "work", "--config", wrong)
    assert ran.status == 2 and "火星" in ran.err


def test_work_removes_what_is_old(zhnews: Zhnews, feed_url: str) -> None:
    config = zhnews.file("keep.toml", '[keep]\narticles = "90d"\n')
    zhnews("fetch", "--url", feed_url)
    ran = zhnews("db", "work", "--config", config)
    assert "清理了 2 篇旧文章。" in ran.out
    assert zhnews("db", "work", "--config", config, "--json").json["removed"] == 0


def test_what_db_cannot_do_is_said(zhnews: Zhnews) -> None:
    ran = zhnews("db", "dance")
    assert ran.status == 2
    assert "work" in ran.err


def test_a_database_is_backed_up_checked_and_restored(zhnews: Zhnews, feed_url: str) -> None:
    zhnews("add", feed_url)
    zhnews("fetch")
    backup = zhnews.home / "backup.db"
    assert "检查过，是完好的" in zhnews("db", "backup", backup).out
    ran = zhnews("db", "backup", backup)
    assert ran.status == 2 and "backup.db 已经有了" in ran.err and "--force" in ran.err
    assert zhnews("db", "backup", backup, "--force").status == 0
    ran = zhnews("db", "backup", backup.with_name("长" * 100))
    assert (ran.status, ran.err[:4]) == (1, "无法写入")
    assert zhnews("db", "check").out.endswith("是完好的。\n")
    info = zhnews("db", "info", "--json").json
    assert (info["articles"], info["muted"]) == (2, 0)
    assert 0 < info["bodies"] < info["size"] and 0 < info["index"] < info["size"]
    assert "搜索索引" in zhnews("db", "info").out
    assert zhnews("db", "vacuum").status == 0
    path = zhnews.file("data/zhnews/zhnews.db", b"SQLite format 3\0" + b"damaged" * 2000)
    assert "db restore 从备份恢复：\nfile is not a database\n" in zhnews("db", "check").err
    for action in ("info", "vacuum", "work"):
        ran = zhnews("db", action)
        assert ran.status == 1
        assert "已损坏" in ran.err and ran.err.count("\n") == 1
    ran = zhnews("db", "restore", backup)
    assert f"原来的文件留在 {path}.replaced1" in ran.out
    assert zhnews("db", "check", "--json").json["faults"] == []


def test_what_was_done_with_a_database_is_said_as_json(zhnews: Zhnews, feed_url: str) -> None:
    zhnews("add", feed_url)
    path, backup = zhnews.home / "data" / "zhnews" / "zhnews.db", zhnews.home / "backup.db"
    made = zhnews("db", "backup", backup, "--json").json
    assert made == {"path": str(backup), "size": backup.stat().st_size}
    restored = zhnews("db", "restore", backup, "--json").json
    assert restored == {"path": str(path), "kept": f"{path}.replaced1"}
    path.unlink()
    assert zhnews("db", "restore", backup, "--json").json == {"path": str(path), "kept": None}
    assert zhnews("db", "vacuum", "--json").json == {"path": str(path), "freed": 0}
    assert zhnews("db", "reindex", "--json").json == {"indexed": 0}


def test_cached_pictures_are_counted_and_cleared(zhnews: Zhnews, feed_url: str) -> None:
    zhnews("add", feed_url)
    cache = PictureCache(zhnews.home / "cache" / "zhnews" / "pictures")
    cache.put("https://news.example.cn/1.jpg", bytes(1500))
    assert "1 张，1.5 kB" in zhnews("db", "info").out
    assert zhnews("db", "info", "--json").json["pictures"] == {"pictures": 1, "size": 1500}
    assert zhnews("db", "clear-pictures").out == "已删除缓存中的 1 张图片，腾出 1.5 kB。\n"
    assert zhnews("db", "clear-pictures", "--json").json == {"pictures": {"pictures": 0, "size": 0}}
    assert cache.usage().pictures == 0


def test_backup_needs_a_file_and_check_takes_none(zhnews: Zhnews) -> None:
    assert zhnews("db", "backup").status == 2
    assert zhnews("db", "check", "x.db").status == 2
