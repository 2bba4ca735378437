from tests.cli.conftest import Zhnews

OPML = """<opml version="2.0"><body><outline text="吉林"><outline text="长春">
<outline text="松江晚报" xmlUrl="https://news.example/feed" htmlUrl="https://news.example/"/>
</outline></outline><outline text="全国" xmlUrl="https://reader:secret@all.example/feed"/>
</body></opml>"""


def test_subscriptions_come_in_with_their_regions(zhnews: Zhnews) -> None:
    file = zhnews.file("feeds.opml", OPML.encode("gbk"))
    assert zhnews("import", file, "--json").json == {"added": 2, "known": 0}
    assert zhnews("import", file).out == "添加了 0 个来源，已有 2 个。\n"
    rows = [line.split("\t") for line in zhnews("feeds").out.splitlines()]
    assert [row[1:5] for row in rows] == [
        ["长春", "0", "松江晚报", "https://news.example/feed"],
        ["", "0", "全国", "https://all.example/feed"],
    ]


def test_what_goes_out_comes_back_the_same(zhnews: Zhnews) -> None:
    zhnews("import", zhnews.file("feeds.opml", OPML), "--db", "a.db")
    zhnews("export", "out.opml", "--db", "a.db")
    zhnews("import", "out.opml", "--db", "b.db")
    first, second = (zhnews("export", "--db", db).out for db in ("a.db", "b.db"))
    assert first == second
    assert "secret" not in first


def test_a_source_stands_in_the_folder_of_its_region(zhnews: Zhnews) -> None:
    opml = zhnews.file("config/zhnews/config.toml", '[[source]]\nurl = "https://a.example/"\n')
    opml.write_text(opml.read_text() + 'region = "吉林/长春"\n', encoding="utf-8")
    out = zhnews("export").out
    assert out.index('text="吉林省"') < out.index('text="长春市"') < out.index("https://a.example/")


def test_what_is_no_opml_is_named(zhnews: Zhnews) -> None:
    ran = zhnews("import", zhnews.file("feeds.opml", "<rss/>"))
    assert (ran.status, ran.err) == (1, "feeds.opml 不是完好的 OPML 文件。\n")


def test_where_nothing_can_be_written_it_says_so(zhnews: Zhnews) -> None:
    ran = zhnews("export", "nowhere/out.opml")
    assert (ran.status, ran.err) == (1, "无法写入 nowhere/out.opml，请检查它的权限。\n")
