"""The settings: config.toml as one `Config`.

The structs hold the defaults, and the docstring under each setting is its manual. config.toml at
the top says the same in Chinese. msgspec checks the types but stops at the first fault, speaks
English and knows no lines; here its finding becomes a sentence with the line it is about.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from reader import disk
from reader.errors import ConfigError
from reader.i18n import LANGUAGES, N_, _
from reader.model import FullText, SourceKind
from reader.settings import lines, paths
from reader.settings.lines import Setting
from reader.text.addresses import Proxy
from reader.text.clean import clean, safe_url, split_login
from reader.text.lazy_pattern import lazy_pattern
from reader.text.names import codec_of

LIMIT_MB = 1
"""Of the file; a source takes some hundred bytes."""
SHOWN = 40
"""Characters of a value or a name that a sentence repeats."""

Interval = Annotated[str, msgspec.Meta(pattern="^([1-9][0-9]{0,3}[mhd]|off)$")]
"""A number of minutes, hours or days: ``30m``, ``2h``, ``1d``; or ``off``."""

Kept = Annotated[
    str, msgspec.Meta(pattern="^(all|[1-9][0-9]{0,4}d( [1-9][0-9]{0,6})?|[1-9][0-9]{0,6})$")
]
"""What of a source is kept: ``90d``, articles of the last 90 days; ``1000``, the newest 1,000;
``90d 1000``, the newest 1,000 of 90 days; ``all``. Articles with a star always are."""
Quiet = Annotated[str, msgspec.Meta(pattern="^({0}-{0})?$".format("([01][0-9]|2[0-3]):[0-5][0-9]"))]
"""A span of the day, ``22:00-07:00``; empty: none."""
Graphics = Literal["blocks", "sixel", "kitty"]
"""What pictures are drawn with: half-blocks, which every terminal knows, or one of the protocols
for pictures that some terminals know."""
Layout = Literal["beside", "below"]
"""Where the article stands: beside the list, or below it, where headlines have more room."""

Start = Literal["list", "front"]

_LANGUAGE = lazy_pattern(rf"""^language\s*=\s*["']({"|".join(LANGUAGES)})["']""", re.MULTILINE)
_UNITS = {"m": 60, "h": 3600, "d": 86400}


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of config.toml; on every level an unknown key is an error."""


class SourceTable(_Table, frozen=True):
    """One ``[[source]]``: where articles come from."""

    url: Annotated[str, msgspec.Meta(min_length=1)]
    """An http or https address, which for a paper may hold the day as strftime's forms in braces,
    or the path of a folder or file."""
    name: str = ""
    """What to call it; empty: its own title."""
    kind: SourceKind = "auto"
    """A feed, a channel page, a paper's edition, a folder, or found out by itself."""
    region: str = ""
    """The place its news is from: ``吉林/长春``; empty: the articles tell."""
    every: Interval | None = None
    """How often it is refreshed by itself, ``off``: never; None: as ``[fetch]`` says."""
    full_text: FullText = "demand"
    """Fetch an article's full text when it is asked for, or always."""
    charset: str = ""
    """The encoding to use against what the site says."""
    match: str = ""
    """Of a page, take only the articles whose addresses hold this: ``/yw/``."""
    keep: Kept | None = None
    """How long its articles are kept; None: as ``[keep]`` says."""
    enabled: bool = True
    """False: it is not asked, and keeps its articles."""


class Fetch(_Table, frozen=True):
    """``[fetch]``: the network."""

    jobs: Annotated[int, msgspec.Meta(ge=1, le=256)] = 100
    """How many sources are asked at once."""
    every: Interval = "30m"
    """How often a source is refreshed by itself: in the open reader and by ``fetch --due``."""
    timeout: Annotated[float, msgspec.Meta(ge=1, le=600)] = 20
    """Seconds that one answer may take in all."""
    page_articles: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 30
    """How many new articles of a channel page are fetched in one refresh; the rest when opened."""
    images: bool = False
    """Fetch the pictures of new articles, to be seen offline."""
    proxy: str = ""
    """The proxy that all but the reader's own network is asked through, ``http://host:port`` or
    ``socks5://user:password@host:port``; empty: none, whatever the environment says."""


class Keep(_Table, frozen=True):
    """``[keep]``: which articles of a source are kept; those with a star always are."""

    articles: Kept = "all"
    """Of every source that nothing below or the source itself says otherwise of."""
    regions: dict[str, Kept] = {}
    """Of the sources of regions: ``{ "吉林" = "180d" }``; the smallest region counts."""


class Sync(_Table, frozen=True):
    """``[sync]``: the server of the Google Reader API, such as FreshRSS, to be kept in step with.

    Its password stands nowhere here: `password_command` says it, else the system's keyring, else
    the file ``sync.password`` beside this one.
    """

    url: str = ""
    """``https://rss.example/api/greader.php``; empty: that of ``zhnews sync login``."""
    user: str = ""
    """The user's name there."""
    password_command: str = ""
    """A command whose first line of output is the password: ``pass show rss``."""
    since: Interval = "30d"
    """How far back the first sync goes; ``off``: it brings nothing that came before."""
    rules: bool = False
    """Send the stars of rules too, which are for here alone otherwise."""


class Notify(_Table, frozen=True):
    """``[notify]``: what tells of the articles that rules with ``notify`` find."""

    command: tuple[str, ...] = ()
    """A command and its arguments, to which a summary and the headlines are added, and which gets
    them as JSON on standard input: ``["notify-send", "--"]``. No shell reads it."""
    quiet: Quiet = ""
    """When nothing is told, by this machine's clock: ``22:00-07:00``; what came then is told
    afterwards."""


class Ui(_Table, frozen=True):
    """``[ui]``: the screen."""

    theme: str = ""
    """One of ``reader/tui/appearance.py``, or of Textual's; empty: what was chosen on the screen,
    else ``ansi`` where the terminal has 16 colours, ``dark`` elsewhere. NO_COLOR means ``mono``."""
    ascii: bool = False
    """Lines and signs in ASCII, for terminals that draw them badly or two cells wide."""
    measure: Annotated[int, msgspec.Meta(ge=12, le=120)] = 40
    """How many Han characters a line of the reading pane holds."""
    punctuation: Literal["full", "as written"] = "full"
    """How half-width stops between Han are shown in articles: full-width, or as they are."""
    images: bool = False
    """Show pictures where the terminal can."""
    layout: Layout = "beside"
    """Where the article stands: beside the list or below it; what was chosen on the screen since
    comes first."""
    reprints: bool = True
    """List the same story of several sources as one row."""
    start: Start = "list"
    """Where the reader opens: where it was left, or, ``front``, on the front page."""
    graphics: Literal["auto"] | Graphics = "auto"
    """What pictures are drawn with; ``auto``: by what the terminal says that it is."""


class Export(_Table, frozen=True):
    """``[export]``: what is saved."""

    folder: str = ""
    """Where it is saved; empty: it is asked for, and kept here."""


class Share(_Table, frozen=True):
    """One ``[[share]]``: a command that articles are handed to."""

    name: Annotated[str, msgspec.Meta(min_length=1)]
    """What it is called in the help."""
    key: Annotated[str, msgspec.Meta(min_length=1)]
    """The keys that run it, parted by commas."""
    command: Annotated[tuple[str, ...], msgspec.Meta(min_length=1)]
    """The command and its arguments, with ``{url}``, ``{title}``, ``{source}`` and ``{file}``, the
    article as a Markdown file, which is its standard input too. No shell reads it."""


class Config(_Table, frozen=True):
    """All settings."""

    language: Literal["zh", "en"] = "zh"
    """The language of the interface."""
    source: tuple[SourceTable, ...] = ()
    """The declared sources."""
    fetch: Fetch = Fetch()
    keep: Keep = Keep()
    sync: Sync = Sync()
    notify: Notify = Notify()
    ui: Ui = Ui()
    export: Export = Export()
    share: tuple[Share, ...] = ()
    """The commands to hand articles to."""
    keys: dict[str, str] = {}
    """Command id to the keys that run it, parted by commas: ``"article.star" = "s,f9"``."""


def load(path: Path | None = None) -> Config:
    """Read the config at *path*, or the one in use.

    Raises FileMissing, InputError, and ConfigError with the line of
    what is wrong.
    """
    file = path or paths.config_file()
    text = _read(file)
    if found := lines.excess(text):
        line, detail = found
        raise ConfigError(path=str(file), line=line, detail=detail)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(file, text, str(error)) from None
    if setting := lines.null_in(data):
        raise fault(file, setting, _("“{name}”里有空字符，请去掉。", name=_name(setting)))
    try:
        config = msgspec.convert(data, Config)
    except msgspec.ValidationError as error:
        setting, detail = _finding(str(error), data)
        line = lines.locate(text, setting)
        raise ConfigError(path=str(file), line=line, detail=detail) from None
    for index, table in enumerate(config.source):
        if table.charset and not codec_of(table.charset):
            detail = _(
                "没有“{name}”这种编码，可以写 utf-8、gb18030、big5 等。", name=_shown(table.charset)
            )
            raise fault(file, ("source", index, "charset"), detail)
    for index, share in enumerate(config.share):
        if detail := _wrong_command(share.command):
            raise fault(file, ("share", index, "command"), detail)
    if config.fetch.proxy and Proxy.parse(config.fetch.proxy) is None:
        detail = _(
            "“proxy”要写成 http://主机:端口 或 socks5://主机:端口，"
            "要登录的写成 http://用户名:密码@主机:端口。"
        )
        raise fault(file, ("fetch", "proxy"), detail)
    if config.sync.url and (detail := _wrong_server(config.sync)):
        raise fault(file, ("sync", "url"), detail)
    return config


def _wrong_server(sync: Sync) -> str:
    """Return what is wrong with the server of *sync* as a sentence, empty if nothing is."""
    if split_login(sync.url)[1]:
        return _(
            "网址里不能写用户名和密码：用户名请写在 user 里，密码由 password_command 里的命令输出。"
        )
    if not safe_url(sync.url):
        return _("“url”要写成 http:// 或 https:// 开头的网址。")
    return "" if sync.user else _("写了“url”，也要写“user”。")


def _wrong_command(words: tuple[str, ...]) -> str:
    """Return what is wrong with the command of a share as a sentence, empty if nothing is."""
    from reader.text.names import FIELDS, field_in_script, unknown_field  # few share

    if name := unknown_field(words):
        unknown, fields = f"{{{_shown(name)}}}", _("、").join(map("{{{}}}".format, FIELDS))
        return _("没有 {name} 这一项，可以写 {fields}。", name=unknown, fields=fields)
    if name := field_in_script(words):
        field = f"{{{name}}}"
        return _(
            "{name} 不能写在 sh -c 的命令里，标题会被当成命令："
            '命令里写 "$1"，{name} 写在它后面，例如 ["sh", "-c", "echo \\"$1\\"", "-", "{name}"]。',
            name=field,
        )
    return ""


def language_of(file: Path) -> str:
    """Return the language that *file* asks for, even where something else in it is wrong.

    Raises FileMissing, InputError, and ConfigError for its
    encoding.
    """
    found = _LANGUAGE.search(_read(file))
    return found[1] if found else Config().language


def fault(file: Path, setting: Setting, detail: str) -> ConfigError:
    """Make the error that says what is wrong with *setting* of *file*; *detail* is a sentence."""
    return ConfigError(path=str(file), line=locate(file, setting), detail=detail)


def locate(file: Path, setting: Setting) -> int:
    """Return the line, from 1, of *setting* in *file*, or of the innermost table around it."""
    return lines.locate(_read(file), setting)


def seconds(interval: str) -> int:
    """Return the seconds of an `Interval`: ``30m`` is 1800, ``off`` is 0."""
    return 0 if interval == "off" else int(interval[:-1]) * _UNITS[interval[-1]]


def _read(file: Path) -> str:
    data = disk.read_file(file, LIMIT_MB, pipes=True)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(
            path=str(file), line=line, detail=_("这一行不是 UTF-8 编码，请把文件存成 UTF-8。")
        ) from None


def _shown(text: str) -> str:
    text = clean(text)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


# What is wrong, in a sentence.

_TYPES = {
    "str": N_("带引号的文字"),
    "int": N_("整数"),
    "float": N_("数"),
    "bool": N_("true 或 false"),
    "array": N_("方括号里的列表"),
    "object": N_("一段设置"),
}
_FINDINGS = {
    r"Object contains unknown field `(?P<key>.*)`": N_(
        "没有“{key}”这个设置，zhnews help config 列出所有设置。"
    ),
    r"Object missing required field `(?P<key>.*)`": N_("这一段里缺少“{key}”。"),
    r"Invalid enum value '?(?P<value>.*?)'?": N_("“{name}”不能是“{value}”，可以是：{choices}。"),
    r"Expected `str` matching regex '\^\(all.*": N_(
        "“{name}”要写成 90d（天）、1000（篇）、90d 1000 或 all。"
    ),
    r"Expected `str` matching regex '\^\(\(.*": N_(
        "“{name}”要写成 22:00-07:00 这样的时段，空着就是没有。"
    ),
    r"Expected `str` matching regex .*": N_("“{name}”要写成 30m、2h 或 1d 这样的时长，或 off。"),
    r"Expected `str` of length .*": N_("“{name}”不能是空的。"),
    r"Expected `\w+` >= (?P<limit>[\d.]+)": N_("“{name}”不能小于 {limit}。"),
    r"Expected `\w+` <= (?P<limit>[\d.]+)": N_("“{name}”不能大于 {limit}。"),
    r"Expected `str`, got `object`": N_('“{name}”里有点，要放在引号里，例如 "article.star"。'),
    r"Expected `(?P<type>\w+).*`, got .*": N_("“{name}”要写成：{type}。"),
}
"""What msgspec says, and what we say instead."""
_AT = re.compile(r"(.*?)(?: - at `\$([^`]*)`)?", re.DOTALL)
"""Its sentence, and where it ends in the path of a setting."""


def _syntax_error(file: Path, text: str, said: str) -> ConfigError:
    twice = said.startswith("Cannot")
    detail = (
        _("同一个设置写了两次，请去掉一个。")
        if twice
        else _("这一行的写法不对，请检查引号、括号和等号。")
    )
    place = re.search(r"at line (\d+)", said)
    line = int(place[1]) if place else text.rstrip().count("\n") + 1
    return ConfigError(path=str(file), line=line, detail=detail)


def _finding(said: str, data: dict[str, Any]) -> tuple[Setting, str]:
    """Turn msgspec's error about *data* into the setting it is about and a sentence."""
    found = _AT.fullmatch(said)
    what, where = (found[1], found[2] or "") if found else (said, "")
    setting = _path(where, data)
    for pattern, message in _FINDINGS.items():
        if match := re.fullmatch(pattern, what, re.DOTALL):
            facts = match.groupdict()
            if "key" in facts:
                setting = (*setting, facts["key"])
            if expected := facts.get("type"):
                facts["type"] = _(_TYPES[expected]) if expected in _TYPES else expected
            name = _name(setting)
            choices = _("、").join(_choices(name)) if "value" in facts else ""
            shown = {fact: _shown(text) for fact, text in facts.items()}
            return setting, _(message, **shown, name=_shown(name), choices=choices)
    return setting, _("“{name}”不能这样写，请照 zhnews help config 改。", name=_name(setting))


def _choices(name: str) -> Iterator[str]:
    """Yield what the setting *name* may be, if its values are listed."""
    for table in _Table.__subclasses__():
        for field in msgspec.structs.fields(table):
            if field.name == name:
                for part in get_args(field.type):  # a Literal has values, a union has Literals
                    yield from get_args(part) or (part,)


def _name(setting: Setting) -> str:
    return next((part for part in reversed(setting) if isinstance(part, str)), "")


def _path(where: str, data: dict[str, Any]) -> Setting:
    """Read msgspec's path ``.source[1].kind``; of ``[keys]`` it does not name the member."""
    if where == ".keys[...]":
        return "keys", next(id for id, keys in data["keys"].items() if not isinstance(keys, str))
    parts = re.findall(r"\.(\w+)|\[(\d+)\]", where)
    return tuple(name or int(index) for name, index in parts)
