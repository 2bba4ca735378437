"""What the manual and the READMEs say is so: commands, keys, settings, files."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from platformdirs.api import PlatformDirsABC
from platformdirs.macos import MacOS
from platformdirs.unix import Unix

from reader import i18n
from reader.cli import main
from reader.cli.command import shield
from reader.cli.listing import as_json
from reader.data import build_manual
from reader.errors import UsageError
from reader.exchange import jsonl
from reader.extract import contract
from reader.fetch.client import Client
from reader.model import ArticleHead, Draft, Feed
from reader.settings import config
from reader.text import query
from reader.text.wrap import width
from reader.tui import commands
from reader.tui.commands import COMMANDS
from reader.wording import manual
from reader.wording.manual import FOLDER, TOPICS, Topic
from tests.server import Reply, Server

TOP = Path(__file__).parents[1]
READMES = (TOP / "README.md", TOP / "README.zh-CN.md")
TOPICS_READ = [(language, name) for language in i18n.LANGUAGES for name in TOPICS]
PAGES = [*READMES, *(FOLDER / language / f"{name}.md" for language, name in TOPICS_READ)]
BUILT = ("keys.md", "config.md")
"""Those whose ends are built from what they tell of."""
ROOM = 71
"""Cells of a line of code in the manual on a screen of 80 columns."""

KEYS = {key for command in COMMANDS for key in commands.keys_of(command, {})}
_HEAD = ArticleHead(
    id=1, headline="", url="", source_id=1, source="", region=None, time=0, published=None
)
FIELDS = {
    *(field.encode_name for field in msgspec.structs.fields(jsonl.WrittenLine)),
    *contract.as_dict(Draft(headline="")),
    *contract.feed_as_dict(Feed(entries=(Draft(headline=""),)))["entries"][0],
    *as_json(_HEAD, ()),
    *("kind", "text", "caption", "credit", "channel", "cities", "hotline", "email"),
}
"""Of articles as JSON, and of what these hold."""
OTHERS = re.compile(r"[~%$].*|.*[\\/].*|config\.toml|NO_COLOR|uv .*|systemctl .*|S-Tab")
"""Files, variables of the environment, other programs."""

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_CALL = re.compile(r"(?:^|[\s/])zhnews(?=\s|$)([^>\n]*)", re.MULTILINE)
_SETTING = re.compile(r"\[(\w+)\](?: (\w+))?|\[\[(\w+)\]\]")

each_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: "/".join(page.parts[-2:]))
each_topic = pytest.mark.parametrize(("language", "name"), TOPICS_READ)


def fences(page: Path, *kinds: str) -> list[str]:
    return [code for kind, code in _FENCE.findall(page.read_text("utf-8")) if kind in kinds]


def codes(page: Path) -> list[str]:
    """Return what stands in backticks in the sentences of *page* that are written by hand."""
    text = _FENCE.sub("", page.read_text("utf-8"))
    text = text.partition("\n## ")[0] if page.name in BUILT else text
    return re.findall(r"`([^`\n]+)`", text.replace(r"\|", "|"))


def calls(page: Path) -> Iterator[list[str]]:
    """Yield the arguments of each call of zhnews on *page*."""
    for text in (*fences(page, "", "sh"), *codes(page)):
        for arguments in _CALL.findall(text):
            yield shlex.split(arguments, comments=True)


def is_setting(code: str, folder: Path) -> bool:
    """Whether *code* names a table of the config, or a setting in one, with a value for it."""
    table, _equals, value = code.partition(" = ")
    if not (named := _SETTING.fullmatch(table)):
        return False
    if value:
        (folder / "config.toml").write_text(code.replace("] ", "]\n"), "utf-8")
        config.load(folder / "config.toml")
    holder = getattr(config.Config(), named[1] or named[3])
    return named[2] is None or hasattr(holder, named[2])


def is_query(code: str) -> bool:
    try:
        return bool(query.parse(code).terms)
    except UsageError:
        return False


@pytest.fixture(scope="module")
def options() -> set[str]:
    parsers = (main.command_of(name)[1] for name in main.COMMANDS)
    return {option for parser in parsers for option in re.findall(r"--\w+", parser.format_help())}


@pytest.fixture
def speaking(language: str) -> Iterator[None]:
    i18n.use(language)
    yield
    i18n.use("zh")


def test_there_is_a_page_for_each_topic_in_each_language() -> None:
    assert {*FOLDER.glob("*/*")} == {page for page in PAGES if page not in READMES}


def test_what_is_built_is_up_to_date() -> None:
    for name, text in build_manual.built().items():
        assert (FOLDER / name).read_text("utf-8") == text, "run python -m reader.data.build_manual"


def test_the_man_page_is_up_to_date() -> None:
    assert build_manual.PAGE.read_text("ascii") == build_manual.built_page(), (
        "run python -m reader.data.build_manual"
    )


@pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff")
def test_groff_has_nothing_to_say_of_the_man_page() -> None:
    command = ["groff", "-man", "-Tutf8", "-ww", str(build_manual.PAGE)]
    ran = subprocess.run(command, capture_output=True, check=True, text=True)
    assert ran.stderr == "" and "ZHNEWS(1)" in ran.stdout


@each_page
def test_every_call_is_understood(page: Path) -> None:
    for name, *rest in filter(None, calls(page)):
        if name in main.COMMANDS:
            if rest and "--help" not in rest:
                parsed = main.command_of(name)[1].parse_args(shield(rest))
                query.parse(" ".join(vars(parsed).get("query") or ""))
        else:
            assert name == "--help" or "." in name


@each_page
def test_what_is_marked_is_a_key_a_setting_an_option_a_call_or_a_query(
    page: Path, options: set[str], tmp_path: Path
) -> None:
    for code in codes(page):
        known = (
            code in (KEYS | FIELDS)
            or code.split()[0] in (options | {"zhnews"})
            or OTHERS.fullmatch(code)
        )
        asks = ":" in code or page.name == "search.md"
        assert known or is_setting(code, tmp_path) or (asks and is_query(code)), code


@each_page
def test_every_field_of_an_article_is_listed(page: Path) -> None:
    if page.name == "export.md":
        assert FIELDS - {*codes(page)} == set()


@each_page
def test_every_config_can_be_used(page: Path, tmp_path: Path) -> None:
    for number, text in enumerate(fences(page, "toml")):
        file = tmp_path / f"{number}.toml"
        file.write_text(text + re.sub("^# ", "", text, flags=re.M) * text.startswith("#"), "utf-8")
        commands.check(config.load(file).keys, lambda id, detail: AssertionError(f"{id}: {detail}"))


@each_page
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"(?:\]\(|src(?:set)?=\")([^)\"]+)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("name", TOPICS)
def test_both_languages_tell_the_same(name: str) -> None:
    chinese, english = (FOLDER / language / f"{name}.md" for language in ("zh", "en"))
    assert {*codes(chinese)} == {*codes(english)}
    assert [*map(_uncommented, fences(chinese, "", "sh"))] == [
        *map(_uncommented, fences(english, "", "sh"))
    ]


def _uncommented(code: str) -> list[str]:
    return [line.partition(" #")[0].rstrip() for line in code.splitlines()]


@each_topic
def test_a_topic_is_set_with_nothing_lost(language: str, name: str, speaking: None) -> None:
    topic = Topic.read(name, language)
    draft = topic.draft
    told = "".join((draft.headline, *draft.body))
    assert sorted("".join(told.split())) == sorted("".join(_unmarked(topic.text).split()))
    kinds = [block.kind for block in draft.blocks]
    assert kinds.count("table") == topic.text.count("\n| ---")
    assert kinds.count("code") == len(_FENCE.findall(topic.text))


def _unmarked(text: str) -> str:
    """Return Markdown without its marks, as far as the manual uses them."""
    *parts, last = _FENCE.split(text)
    words = []
    for sentences, code in [*zip(parts[::3], parts[2::3], strict=True), (last, "")]:
        rows = re.sub(r"^(?:#+ |- |\| ---.*)", "", sentences, flags=re.MULTILINE)
        cells = re.sub(r"(?<!\\)\|(?=.*\|$)|(?<!\\)\|$", "", rows, flags=re.MULTILINE)
        words += [cells.replace(r"\|", "|").replace("`", ""), code]
    return "".join(words)


@each_topic
def test_what_is_said_of_calls_fits_into_80_columns(language: str, name: str) -> None:
    lines = "".join(fences(FOLDER / language / f"{name}.md", "sh", "")).splitlines()
    assert [line for line in lines if " # " in line and width(line) > ROOM] == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("name", TOPICS)
def test_a_topic_is_found_by_its_name_and_its_titles(
    language: str, name: str, speaking: None
) -> None:
    titles = [Topic.read(name, each).title for each in i18n.LANGUAGES]
    assert {manual.find(word).name for word in (name, name.upper(), *titles)} == {name}
    assert manual.find(name).title == Topic.read(name, language).title


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("搜", "搜索"),
        ("privcy", "隐私"),
        ("sync?", "同步"),
        ("代理", "来源、设置、隐私"),
        ("xyz", "按键、列表"),
    ],
)
def test_for_an_unknown_topic_the_near_ones_are_named(word: str, near: str) -> None:
    with pytest.raises(UsageError, match=f"“{re.escape(word)}”这一篇，可以看：{near}"):
        manual.find(word)


# Privacy.


def private(language: str) -> str:
    return (FOLDER / language / "privacy.md").read_text("utf-8")


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_the_page_of_privacy_tells_where_files_are(
    language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/me")
    for name in ("CONFIG", "DATA", "CACHE", "STATE"):
        monkeypatch.delenv(f"XDG_{name}_HOME", raising=False)
    said = private(language)
    platform: PlatformDirsABC = Unix("zhnews", appauthor=False)
    for path in (
        platform.user_config_path / "config.toml",
        platform.user_config_path / "sync.password",
        platform.user_data_path / "zhnews.db",
        platform.user_cache_path / "pictures",
        platform.user_log_path / "zhnews.log",
    ):
        assert f"`~/{path.relative_to('/home/me')}`" in said
    platform = MacOS("zhnews", appauthor=False)
    assert platform.user_config_path == platform.user_data_path
    for path in (
        platform.user_data_path,
        platform.user_cache_path / "pictures",
        platform.user_log_path / "zhnews.log",
    ):
        assert f"`~/{path.relative_to('/home/me')}`" in said


async def test_a_server_is_told_what_the_page_of_privacy_says(server: Server) -> None:
    url = server.route(
        "/feed", Reply("x", etag='"1"', headers={"Set-Cookie": "id=1", "Last-Modified": "then"})
    )
    async with Client() as client:
        first = await client.get(url)
        await client.get(url, etag=first.etag, last_modified=first.last_modified)
    always = {"host", "user-agent", "accept", "accept-language", "accept-encoding"}
    assert [{*request.headers} - always for request in server.requests] == [
        set(),
        {"if-none-match", "if-modified-since"},
    ]
    assert server.requests[0].headers["accept-language"].startswith("zh-CN")
    for language in i18n.LANGUAGES:
        for word in ("User-Agent", "ETag", "Last-Modified", "Referer", "cookie"):
            assert word in private(language)
