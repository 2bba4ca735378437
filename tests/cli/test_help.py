"""`zhnews help`, and what the manual says to type."""

import re
import shlex
import shutil
import subprocess

import pytest

from reader import i18n
from reader.cli.main import COMMANDS
from reader.model import Source
from reader.store.store import Store
from reader.wording.manual import FOLDER, TOPICS
from tests.cli.conftest import PAGE, RSS, TEXT, Zhnews
from tests.server import Reply, Server
from tests.test_manual import fences

NOT_RUN = ("open", "sync", "config edit", "doctor --network")
"""Calls that need a browser, a server of sync, an editor or the network."""
ENGLISH = 'language = "en"'


def test_the_topics_are_listed_with_what_they_tell(zhnews: Zhnews) -> None:
    lines = zhnews("help").out.splitlines()
    assert [line.partition("\t")[0] for line in lines] == [*TOPICS]
    assert lines[2] == "search\t搜索\t怎样筛选列表、搜索全文。"
    zhnews.file("config/zhnews/config.toml", ENGLISH)
    lines = zhnews("help").out.splitlines()
    assert lines[2] == "search\tHow to filter a list and to search the full text."
    assert {line.count("\t") for line in lines} == {1}


@pytest.mark.parametrize("word", ["search", "搜索", "Search"])
def test_a_topic_is_shown_by_any_of_its_names(zhnews: Zhnews, word: str) -> None:
    out = zhnews("help", word).out
    assert out.startswith("搜索\n") and "region:吉林" in out
    assert "`" not in out and "**" not in out


def test_the_manual_is_there_where_the_config_is_wrong(zhnews: Zhnews) -> None:
    zhnews.file("config/zhnews/config.toml", "foo = 1")
    assert zhnews("help", "config").out.startswith("设置\n")


def test_for_programs_topics_are_json(zhnews: Zhnews) -> None:
    topics = zhnews("help", "--json").json["topics"]
    assert topics[2] == {"name": "search", "title": "搜索", "says": "怎样筛选列表、搜索全文。"}
    assert zhnews("help", "search", "--json").json["headline"] == "搜索"


@pytest.mark.parametrize(
    ("word", "sentence"),
    [
        ("serach", "手册里没有“serach”这一篇，可以看：搜索。\n"),
        ("fetch", "手册里没有“fetch”这一篇。用法见 zhnews fetch --help。\n"),
    ],
)
def test_an_unknown_topic_is_answered_with_what_is_near(
    zhnews: Zhnews, word: str, sentence: str
) -> None:
    ran = zhnews("help", word)
    assert (ran.status, ran.out, ran.err) == (2, "", sentence)


@pytest.mark.parametrize("name", TOPICS)
def test_what_the_manual_says_to_type_works(zhnews: Zhnews, server: Server, name: str) -> None:
    for path in ("/1.html", "/2.html"):
        server.route(path, Reply(PAGE))
    new = RSS.replace("江边", "长春江边").replace("https://news.example.cn/city", server.at(""))
    new = re.sub("<pubDate>.*?</pubDate>", "", new)
    feed = server.route("/rss", Reply(new, content_type="application/rss+xml"))
    zhnews("fetch", "--url", feed)
    zhnews("mark", "star", "1")
    zhnews("rule", "add", "mute", "彩票")
    for file, content in (
        ("article.txt", TEXT),
        ("folder/article.txt", TEXT),
        ("page.html", PAGE),
        ("city.xml", RSS),
        ("items.jsonl", '{"id": "1", "headline": "长春新建大桥", "text": ""}\n'),
        ("feeds.opml", '<opml version="2.0"><body/></opml>'),
    ):
        zhnews.file(file, content)
    for call in "".join(fences(FOLDER / "zh" / f"{name}.md", "sh")).splitlines():
        words = shlex.split(call, comments=True)
        typed = " ".join(words[1:])
        if not typed or words[1] == "article.txt" or typed.startswith(NOT_RUN):
            continue  # the last is the reader itself
        typed = call.replace("https://example.com/rss", feed).replace("https://example.com/", feed)
        if words[1] == "export":  # which replaces no file
            (zhnews.home / words[-1]).unlink(missing_ok=True)
        before_pipe = shlex.split(typed.partition(" >")[0], comments=True)[1:]
        ran = zhnews(*("1" if word == "12" else word for word in before_pipe))
        assert ran.status == 0 or words[1] == "doctor", (call, ran.err)
    i18n.use("zh")


ASK = """
zhnews() { [ "$*" = "completions sources" ] && printf "%s\\n" 松江晚报 江城日报 2; }
eval "$1"
shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_shtab_zhnews
printf "%s\\n" "${COMPREPLY[@]}"
"""


def completed(script: str, *words: str) -> set[str]:
    """Return what bash proposes for the last of *words*."""
    done = subprocess.run(
        ["bash", "--norc", "-c", ASK, "bash", script, "zhnews", *words],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    return set(done.stdout.split())


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_bash_completes_what_is_typed(zhnews: Zhnews) -> None:
    script = zhnews("completions", "bash").out
    assert set(COMMANDS) <= completed(script, "")
    assert completed(script, "fe") == {"fetch", "feed", "feeds"}
    assert completed(script, "fetch", "--of") == {"--offline"}
    assert completed(script, "list", "--un") == {"--unread"}
    assert completed(script, "config", "e") == {"edit"}
    assert completed(script, "fetch", "--source", "") == {"松江晚报", "江城日报", "2"}
    assert completed(script, "fetch", "--source", "松") == {"松江晚报"}


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_read_what_they_are_given(zhnews: Zhnews, shell: str) -> None:
    script = zhnews("completions", shell).out
    assert "--offline" in script or "-l offline" in script
    assert "zhnews completions places" in script
    if found := shutil.which(shell):
        subprocess.run([found, "-n"], input=script, encoding="utf-8", check=True)


def test_places_are_told_by_names_that_mean_one(zhnews: Zhnews) -> None:
    places = zhnews("completions", "places").out.splitlines()
    assert {"吉林", "长春", "延吉市"} <= set(places) and "鼓楼区" not in places
    assert len(places) == len(set(places))


def test_sources_are_told_by_words_that_every_shell_takes_as_they_are(zhnews: Zhnews) -> None:
    assert zhnews("completions", "sources").out.strip() == ""
    assert not (zhnews.home / "data").exists()  # to ask makes no database
    names = ("松江晚报", "松江晚报 城市新闻", "$(touch x)", "a;b", "'", "江城·日报", "松江晚报")
    with Store.open(zhnews.home / "data/zhnews/zhnews.db") as store:
        for number, name in enumerate(names):
            store.sources.add(Source(url=f"https://a.example/{number}", title=name))
    told = zhnews("completions", "sources").out.splitlines()
    assert sorted(told) == ["2", "3", "4", "5", "松江晚报", "江城·日报"]


def test_an_unknown_shell_is_refused(zhnews: Zhnews) -> None:
    ran = zhnews("completions", "csh")
    assert (ran.status, ran.out) == (2, "") and "bash" in ran.err
