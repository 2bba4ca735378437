import os
import re
from pathlib import Path
from typing import NoReturn

import msgspec
import pytest
import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from reader.errors import BadArguments, ConfigError, FileMissing, FileUnwritable, InputError
from reader.settings import config, paths
from reader.settings.config import Config, Export, Fetch, Keep, Notify, Share, SourceTable, Sync, Ui
from reader.settings.edit import keep
from reader.settings.lines import Setting

SHIPPED = paths.default_config().read_text(encoding="utf-8")


def load(folder: Path, text: str) -> Config:
    file = folder / "config.toml"
    file.write_text(text, encoding="utf-8")
    return config.load(file)


def test_the_shipped_config_says_exactly_the_defaults() -> None:
    assert config.load(paths.default_config()) == Config()


@pytest.mark.parametrize(
    "struct", [Config, SourceTable, Fetch, Keep, Sync, Notify, Ui, Export, Share]
)
def test_the_shipped_config_documents_every_setting(struct: type[msgspec.Struct]) -> None:
    for name in struct.__struct_fields__:
        assert re.search(rf"^#?(\[\[?{name}\]|{name} =)", SHIPPED, re.MULTILINE), name


def test_the_examples_of_the_shipped_config_can_be_used_as_they_stand(tmp_path: Path) -> None:
    used = load(tmp_path, re.sub(r"^#(?! )", "", SHIPPED, flags=re.MULTILINE))
    assert used.source == (
        SourceTable(url="https://news.example.cn/jilin/", every="30m", match="/yw/", keep="90d"),
    )
    assert used.keep == Keep(regions={"吉林": "180d"})
    assert used.keys == {"article.star": "s,f9"}
    assert [share.key for share in used.share] == ["W"]


def test_settings_are_read_from_every_table(tmp_path: Path) -> None:
    text = """
        language = "en"
        [fetch]
        timeout = 5
        [ui]
        measure = 36
        [[source]]
        url = "https://a.example.cn/"
        [[source]]
        url = "~/news"
        kind = "folder"
        charset = "gb18030"
    """
    used = load(tmp_path, text)
    assert (used.language, used.fetch, used.ui) == ("en", Fetch(timeout=5), Ui(measure=36))
    assert [source.kind for source in used.source] == ["auto", "folder"]


def test_a_config_written_by_notepad_is_read(tmp_path: Path) -> None:
    assert load(tmp_path, '\ufefflanguage = "en"\r\n').language == "en"


FAULTS = [
    ("foo = 1", 1, "没有“foo”这个设置，"),
    ('language = "zh"\n\n[fetch]\njob = 3', 4, "没有“job”这个设置，"),
    ("[fecth]\njobs = 3", 1, "没有“fecth”这个设置，"),
    ("[ui]\n[ui.colour]\na = 1", 2, "没有“colour”这个设置，"),
    ('[[source]]\nname = "a"', 1, "这一段里缺少“url”。"),
    ('[[source]]\nurl = "a"\n\n[[source]]\nurl = "b"\nkind = "rss"', 6, "“kind”不能是“rss”"),
    ('language = "de"', 1, "“language”不能是“de”，可以是：zh、en。"),
    ('[fetch]\n\njobs = "8"', 3, "“jobs”要写成：整数。"),
    ("[fetch]\njobs = 0", 2, "“jobs”不能小于 1。"),
    ("[ui]\nmeasure = 999", 2, "“measure”不能大于 120。"),
    ("[ui]\nimages = 1979-05-27", 2, "“images”要写成：true 或 false。"),
    ("fetch.timeout = true", 1, "“timeout”要写成：数。"),
    ('language = "zh"\nfetch = { jobs = "8" }', 2, "“jobs”要写成：整数。"),
    ("source = 3", 1, "“source”要写成：方括号里的列表。"),
    ('[[source]]\nurl = ""', 2, "“url”不能是空的。"),
    (
        '[[source]]\nurl = "a"\nevery = "1 hour"',
        3,
        "“every”要写成 30m、2h 或 1d 这样的时长，或 off。",
    ),
    ('[keep]\narticles = "90"\nregions = { "吉林" = "x" }', 3, "“regions”要写成 90d（天）"),
    ('[notify]\ncommand = "mail"', 2, "“command”要写成：方括号里的列表。"),
    ('[notify]\n\nquiet = "22-7"', 3, "“quiet”要写成 22:00-07:00 这样的时段"),
    ('[notify]\nquiet = "22:00-24:00"', 2, "“quiet”要写成 22:00-07:00 这样的时段"),
    ('[[source]]\nurl = "a"\nkeep = "0d"', 3, "“keep”要写成 90d（天）、1000（篇）"),
    ('[[source]]\nurl = "a"\ncharset = "gbkk"', 3, "没有“gbkk”这种编码，"),
    ('[[source]]\nurl = "a"\ncharset = "idna"', 3, "没有“idna”这种编码，"),
    (
        '[keys]\n"article.read" = "m"\n"article.star" = ["s"]',
        3,
        "“article.star”要写成：带引号的文字。",
    ),
    ('[keys]\narticle.star = "s"', 2, "“article”里有点，要放在引号里"),
    ('[fetch]\njobs = 1\nproxy = "127.0.0.1:7890"', 3, "“proxy”要写成 http://主机:端口"),
    ('[ui]\ntheme = "a\n', 2, "这一行的写法不对，请检查引号、括号和等号。"),
    ("[ui]\nmeasure = 40\nmeasure = 40", 3, "同一个设置写了两次，请去掉一个。"),
    ('[[source]]\nurl = "a"\n[source.extra]\nb = 1', 3, "没有“extra”这个设置，"),
    ('[ui]\ntheme = """\nmeasure = 40\n"""\nmeasure = 999', 5, "“measure”不能大于 120。"),
    ('language = "zh"\nkeys = [\n"""\n[fetch]\n""",\n]', 2, "“keys”要写成：一段设置。"),
    ('[ui]\ntheme = "\\"]"\nmeasure = 999', 3, "“measure”不能大于 120。"),
    ('[fetch]\n"jo\\u0062s" = 0', 2, "“jobs”不能小于 1。"),
    ('language = """\nfr\n"""', 1, "“language”不能是“fr"),
    ('language = "' + "x" * 99 + '"', 1, "“language”不能是“" + "x" * 40 + "…”"),
    ('language = "a - at `$.keys[...]`"', 1, "“language”不能是“a - at `$.keys[...]`”"),
    ('[ui]\nlayout = "left"', 2, "“layout”不能是“left”，可以是：beside、below。"),
    ('[ui]\ngraphics = "x"', 2, "“graphics”不能是“x”，可以是：auto、blocks、sixel、kitty。"),
    ('"a\\u0000b" = 1', 1, "没有“ab”这个设置，"),
    ('[[source]]\nurl = "a"\n[[source]]\nurl = "b\\u0000"', 4, "“url”里有空字符"),
    ('[notify]\n\ncommand = ["a", "\\u0000"]', 3, "“command”里有空字符"),
    ('[[source]]\nurl = "a"\ncharset = "base64"', 3, "没有“base64”这种编码，"),
]


@pytest.mark.parametrize(("text", "line", "detail"), FAULTS)
def test_a_fault_is_said_with_its_line(tmp_path: Path, text: str, line: int, detail: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, text)
    start = f"配置文件 {tmp_path / 'config.toml'} 第 {line} 行：{detail}"
    assert str(caught.value).startswith(start)


def test_a_fault_in_a_proxy_does_not_tell_its_password(tmp_path: Path) -> None:
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, '[fetch]\nproxy = "http://me:sec#ret@proxy.example:80"')
    assert "sec" not in f"{caught.value} {caught.value.params}"


TOO_MUCH = {
    "digits": ("[fetch]\njobs = " + "9" * 5000, "这个数太长，最多 1000 位。"),
    "power": ("[fetch]\ntimeout = " + "9" * 400, "“timeout”不能这样写，"),
    "brackets": ("\na = " + "[" * 100_000, "括号最多套 16 层。"),
    "braces": ("\na = " + "{a=" * 100_000, "括号最多套 16 层。"),
    "parts": ("\n" + "a." * 50_000 + "a = 1", "设置的名字最多分 16 段。"),
    "parts of a table": ("\n[" + "a." * 50_000 + "a]", "设置的名字最多分 16 段。"),
}


@pytest.mark.parametrize("case", TOO_MUCH)
def test_what_would_take_too_long_to_read_is_refused_with_its_line(
    tmp_path: Path, case: str
) -> None:
    text, detail = TOO_MUCH[case]
    with pytest.raises(ConfigError, match=f"第 2 行：{detail}"):
        load(tmp_path, text)


def test_bytes_that_are_no_utf8_are_said_with_their_line(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes('language = "zh"\n# 设置'.encode("gb18030"))
    with pytest.raises(ConfigError, match="第 2 行：这一行不是 UTF-8 编码"):
        config.load(file)


def test_a_missing_config_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        config.load(tmp_path / "none.toml")


def test_a_config_may_come_out_of_a_device_or_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(fifo := tmp_path / "fifo")  # nobody writes to it
    assert config.load(fifo) == config.load(Path("/dev/null")) == Config()
    reading, writing = os.pipe()
    os.write(writing, b'[ui]\ntheme = "light"\n')
    os.close(writing)
    assert config.load(Path(f"/dev/fd/{reading}")).ui.theme == "light"
    os.close(reading)
    with pytest.raises(InputError, match=" 太大了，超过 "):
        config.load(Path("/dev/zero"))


def test_a_config_of_more_than_a_megabyte_is_refused(tmp_path: Path) -> None:
    assert load(tmp_path, "#" * 2**20) == Config()
    with pytest.raises(InputError, match=r"config.toml 太大了，超过 1 MB。"):
        load(tmp_path, "#" * 2**20 + "\n")


@pytest.mark.parametrize(
    ("setting", "line"),
    [
        (("keys", "article.star"), 8),
        (("keys", "article"), 9),
        (("keys", "none"), 7),
        (("source", 0, "kind"), 2),
        (("source", 1, "kind"), 6),
        (("fetch", "jobs"), 1),
        (("fetch", "every"), 13),
        (("nothing",), 1),
    ],
)
def test_a_setting_is_located_by_its_keys(tmp_path: Path, setting: Setting, line: int) -> None:
    file = tmp_path / "config.toml"
    file.write_text(
        "fetch . jobs = 3\n"
        "[[source]]\n"
        'url = "https://a.example.cn/?kind=1"  # kind = "feed"\n'
        "[[ source ]]\n"
        'url = "b"\n'
        "'kind' = \"page\"\n"
        "[keys]\n"
        '"article.star" = "s"\n'
        'article.read = "m"\n'
        "[fetch]\n"
        "jobs = [\n"
        "'every']\n"
        "every = '1h'\n",
        encoding="utf-8",
    )
    assert config.locate(file, setting) == line


def test_durations_count_minutes_hours_and_days() -> None:
    assert [config.seconds(text) for text in ("30m", "2h", "1d", "off")] == [1800, 7200, 86400, 0]


USED = re.sub(r"^#(?! )", "", SHIPPED, flags=re.MULTILINE).encode()
PIECES = [
    *(bytes([sign]) for sign in b"[]{}=.,#\"'\\\n\r\0\xff"),
    b'"""',
    b"'''",
    b"[[source]]",
    b"\\u0000",
    b"0x",
    b"nan",
    b"25:00",
    b"9" * 1001,
    b" - at `$.keys[...]`",
]


@st.composite
def changed(draw: st.DrawFn) -> bytes:
    """The shipped config, all of it in use, with a few pieces put in or in place of others."""
    data = bytearray(USED)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        piece = draw(st.sampled_from(PIECES) | st.binary(max_size=4))
        data[start : start + draw(st.integers(0, 20))] = piece
    return bytes(data)


@given(st.binary(max_size=60) | st.text("[]=\"'#.\\\n abé设1").map(str.encode) | changed())
def test_any_bytes_are_read_or_refused_with_a_line_inside_them(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    file = tmp_path_factory.getbasetemp() / "any.toml"
    file.write_bytes(data)
    try:
        config.load(file)
    except ConfigError as error:
        assert 1 <= int(error.params["line"]) <= data.count(b"\n") + 1


@pytest.mark.parametrize(
    ("table", "name", "least", "most"),
    [
        ("fetch", "jobs", 1, 256),
        ("fetch", "timeout", 1, 600),
        ("fetch", "page_articles", 0, 1000),
        ("ui", "measure", 12, 120),
    ],
)
def test_a_number_has_a_least_and_a_most(
    tmp_path: Path, table: str, name: str, least: int, most: int
) -> None:
    for number in (least, most):
        used = load(tmp_path, f"[{table}]\n{name} = {number}")
        assert getattr(getattr(used, table), name) == number
    for number in (least - 1, most + 1):
        with pytest.raises(ConfigError, match="第 2 行"):
            load(tmp_path, f"[{table}]\n{name} = {number}")


# Shares.

IN_SCRIPT = "{title} 不能写在 sh -c 的命令里，标题会被当成命令"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            '["mail", "{subject}"]',
            "没有 {subject} 这一项，可以写 {url}、{title}、{source}、{file}。",
        ),
        ('["sh", "-c", "echo {title}"]', IN_SCRIPT),
        ('["bash", "-lc", "echo {title}"]', IN_SCRIPT),
        ('["python3", "-c", "print(\'{title}\')"]', IN_SCRIPT),
        ("[]", "“command”不能这样写，"),
    ],
)
def test_a_share_that_cannot_be_is_refused_at_its_line(
    tmp_path: Path, command: str, said: str
) -> None:
    share = '[[share]]\nname = "交"\nkey = "{}"\ncommand = {}\n'
    fine = '["sh", "-c", "echo \\"$1\\"", "-", "{title}"]'
    with pytest.raises(ConfigError) as raised:
        load(tmp_path, share.format("W", fine) + share.format("Z", command))
    assert raised.value.params["line"] == 8
    assert str(raised.value.params["detail"]).startswith(said)


# Keeping.


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# 我的\n[export] # 存\n\n", '# 我的\n[export] # 存\nfolder = "~/新闻"\n\n'),
        ('[export]\nfolder = "" # 空\n', '[export]\nfolder = "~/新闻" # 空\n'),
        ("export = { folder = '' } # 存\n", 'export = { folder = "~/新闻" } # 存\n'),
    ],
)
def test_what_was_asked_for_is_kept_in_the_config_beside_all_else(
    tmp_path: Path, before: str, after: str
) -> None:
    file = tmp_path / "config.toml"
    file.write_text(before, encoding="utf-8")
    assert keep(file, "export.folder", "~/新闻") == file
    # Which quotes it has is for tomlkit to say.
    assert file.read_text(encoding="utf-8").replace("'", '"') == after


@pytest.mark.parametrize("call", ["parse", "dumps"])
def test_what_tomlkit_cannot_do_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def fail(_what: object) -> NoReturn:
        raise ZeroDivisionError

    monkeypatch.setattr(tomlkit, call, fail)
    file = tmp_path / "config.toml"
    file.write_text("[export]\n", encoding="utf-8")
    with pytest.raises(BadArguments, match="config edit"):
        keep(file, "export.folder", "~/a")
    assert file.read_text(encoding="utf-8") == "[export]\n"


def test_where_the_defaults_are_in_use_it_is_kept_in_a_config_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "user_config", lambda: tmp_path / "zhnews" / "config.toml")
    file = keep(paths.default_config(), "export.folder", "~/a")
    assert config.load(file) == Config(export=Export(folder="~/a"))
    assert paths.default_config().read_text(encoding="utf-8") == SHIPPED
    (tmp_path / "file").touch()
    with pytest.raises(FileUnwritable):
        keep(tmp_path / "file" / "config.toml", "export.folder", "~/a")
