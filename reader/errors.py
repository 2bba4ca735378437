"""What can go wrong, as one tree: a class for what some code treats differently.

Each error has a ``kind`` for programs and a ``message``, the sentence for the reader, whose
parameters are the keywords it is raised with. Where one class has several sentences, they stand
where they are raised. What a visit to a source can come to has one of eleven kinds: dns, connect,
tls, timeout, too_large, redirect, http, auth, not_a_feed, parse and refused.
"""

from typing import Self

from reader.i18n import N_


class ZhnewsError(Exception):
    """The base of all; catch it to show the reader one sentence.

    *message* and *kind* are those of the class, if none are given; *params* fill the ``{names}`` of
    the message.
    """

    kind: str = "error"
    message: str = N_("出错了。")

    def __init__(self, message: str = "", /, *, kind: str = "", **params: str | int) -> None:
        super().__init__(params)
        self.message = message or self.message
        self.kind = kind or self.kind
        self.params = params

    def having(self, **params: str | int) -> Self:
        """Return the same error with these *params* instead of those of their names."""
        return type(self)(self.message, kind=self.kind, **{**self.params, **params})

    def __str__(self) -> str:
        return self.message.format_map(self.params) if self.params else self.message


class UsageError(ZhnewsError):
    """The command line or the config says something impossible."""

    kind = "usage"


class BadQuery(UsageError):
    """What was typed to ask for articles means nothing; *field* is the word before a colon."""

    kind = "bad_query"


class NoSyncServer(UsageError):
    """No server was named."""

    kind = "sync"
    message = N_("还没有要同步的服务器，请先运行 zhnews sync login 网址。")


class ConfigError(UsageError):
    """A setting cannot be used; says which file, line and setting."""

    kind = "config"
    message = N_("配置文件 {path} 第 {line} 行：{detail}")


class BadArguments(UsageError):
    """The command line cannot be read; *detail* is a sentence."""

    kind = "arguments"
    message = N_("{detail}用法见 {command} --help。")


class UnknownRegion(UsageError):
    """A region's name means nothing; names the three nearest."""

    kind = "unknown_region"
    message = N_("没有叫“{label}”的地区，相近的有：{nearest}。")


class InputError(ZhnewsError):
    """A file or a page cannot be read as an article or a feed."""

    kind = "input"


class FileMissing(InputError):
    """No such file or folder."""

    kind = "file_missing"
    message = N_("找不到 {path}，请检查路径。")


class FileUnwritable(InputError):
    """The file cannot be written."""

    kind = "file_unwritable"
    message = N_("无法写入 {path}，请检查它的权限。")


class NotText(InputError):
    """The bytes are a picture, a PDF or another binary, not a text."""

    kind = "parse"
    message = N_("{name} 不是文本或网页，无法阅读。")


class EmptyInput(InputError):
    """There is nothing in it."""

    kind = "parse"
    message = N_("{name} 是空的。")


class PictureTooLarge(InputError):
    """The picture has more pixels than can be opened safely."""

    kind = "too_large"
    message = N_("图片有 {width}×{height} 像素，太大了。")


class NotAFeed(InputError):
    """The bytes are no RSS, Atom or JSON Feed."""

    kind = "not_a_feed"
    message = N_("{name} 不是 RSS、Atom 或 JSON Feed 订阅。")


class NothingListed(NotAFeed):
    """A page that is no feed, and lists no articles either."""

    message = N_("{name} 的这个网页不是订阅，也没有列出文章，可能要登录。")


class ScriptOnly(InputError):
    """A page whose content is brought by scripts, which are not run."""

    kind = "parse"
    message = N_("{name} 的这个网页要运行脚本才有内容，zhnews 读不了。")


class Unparsable(InputError):
    """Reading it met a fault of ours, whose traceback is in the log."""

    kind = "parse"
    message = N_("读 {name} 时 zhnews 出错了（{error}），详情在 {log}。")


class ParserStopped(Unparsable):
    """Parsing took more time or memory than it may, and was ended."""

    message = N_("{name} 的内容太大或太复杂，没有读取。")


class BadRecord(InputError):
    """A line of JSON Lines is not the record it should be."""

    kind = "bad_record"
    message = N_("{name} 第 {line} 行不是一条 JSON 记录。")


class FetchError(ZhnewsError):
    """A request failed on the network."""

    kind = "fetch"
    message = N_("无法读取 {host}。")


class BadAddress(FetchError):
    """Not an http or https address."""

    kind = "refused"
    message = N_("{url} 不是可以打开的网址，网址要以 http:// 或 https:// 开头。")


class HostUnknown(FetchError):
    """The name has no address."""

    kind = "dns"
    message = N_("找不到网站 {host}，请检查网址和网络。")


class ConnectionFailed(FetchError):
    """The host refuses, or the connection broke."""

    kind = "connect"
    message = N_("无法连接 {host}，请检查网络，或稍后再试。")


class TimedOut(FetchError):
    """No full answer within the deadline."""

    kind = "timeout"
    message = N_("{host} 在 {seconds} 秒内没有答复完，请稍后再试。")


class HttpStatus(FetchError):
    """The server answered with an error; ``retry_after``: the seconds it asks to wait, or 0."""

    kind = "http"
    message = N_("{host} 没有给出这个网页，它答复了错误（HTTP {status}）。")


class LoginNeeded(HttpStatus):
    """The server wants a user name and a password, or refuses those it was given."""

    kind = "auth"
    message = N_("{host} 要求登录，请把用户名和密码写在网址里：http://用户名:密码@主机/。")


class MovedElsewhere(FetchError):
    """A redirect of an interface for programs, which is not followed: it is sent a password."""

    kind = "redirect"
    message = N_("{host} 转到了 {url}，密码没有发到那里；如果那里没有错，请改用那个网址。")


class BadResponse(FetchError):
    """The answer breaks HTTP: a wrong encoding, a wrong length."""

    kind = "http"
    message = N_("{host} 的答复读不懂，请稍后再试。")


class SyncError(ZhnewsError):
    """The server does not do what the Google Reader API promises."""

    kind = "sync"
    message = N_("无法和 {host} 同步。")


class NoReaderApi(SyncError):
    """What answers there is something else, such as a web page."""

    message = N_(
        "{host} 的这个网址不能用来同步，那里没有 Google Reader API；"
        "FreshRSS 的网址以 /api/greader.php 结尾。"
    )


class MarkRefused(SyncError):
    """The server will not have a mark."""

    message = N_("{host} 不接受这些标记。")


class SubscriptionRefused(SyncError):
    """The server cannot subscribe to an address; *reason* is what it says."""

    message = N_("{host} 没有订阅 {url}：{reason}")


class StoreError(ZhnewsError):
    """The database cannot do what was asked."""

    kind = "store"
    message = N_("数据库 {path} 出错：{detail}")


class StoreBusy(StoreError):
    """Another process held the write lock beyond the patience."""

    kind = "store_busy"
    message = N_("数据库 {path} 正被别的程序占用，请稍后再试。")


class StoreDamaged(StoreError):
    """The file is no intact SQLite database."""

    kind = "store_damaged"
    message = N_(
        "数据库 {path} 已损坏：zhnews db check 列出哪里坏了，zhnews db restore 备份 从备份恢复。"
    )


class IndexDamaged(StoreDamaged):
    """The search index is not whole; the articles are, from which it can be made anew."""

    kind = "index_damaged"
    message = N_("数据库 {path} 的搜索索引坏了，文章都在；请运行 zhnews db reindex。")


class StoreReadOnly(StoreError):
    """The file or its folder cannot be written."""

    kind = "store_read_only"
    message = N_("数据库 {path} 是只读的，请检查它的权限。")


class StoreForeign(StoreError):
    """The file is a database of another program."""

    kind = "store_foreign"
    message = N_("{path} 不是 zhnews 的数据库，请换一个文件。")


class NoPictureLibrary(ZhnewsError):
    """What decodes pictures is not installed: it is an extra."""

    kind = "not_installed"
    message = N_('要看图片，请先安装：pip install "zhnews[images]"')


class CommandMissing(ZhnewsError):
    """A command that the reader named cannot be run."""

    kind = "command_missing"
    message = N_("找不到或不能运行命令 {name}，请检查它的名字。")


# Sentences that are raised in several places.


def asked_to_wait(host: str) -> FetchError:
    """The server asked for patience (Retry-After), which is not over yet."""
    return FetchError(
        N_("{host} 请求过一会儿再来，现在没有问它，请稍后再试。"), kind="http", host=host
    )


def body_too_large(host: str, limit: int) -> FetchError:
    """The answer is beyond the size cap, after inflating."""
    return FetchError(
        N_("{host} 的答复太大，超过 {limit} MB，没有读取。"),
        kind="too_large",
        host=host,
        limit=limit,
    )


def private_address(host: str) -> FetchError:
    """A public address led to a private one."""
    return FetchError(N_("{host} 指向内部网络，为了安全没有打开。"), kind="refused", host=host)


def file_unreadable(path: str) -> InputError:
    """The file is there but cannot be read."""
    return InputError(N_("无法读取 {path}，请检查它的权限。"), kind="file_unreadable", path=path)


def not_a_file(path: str) -> InputError:
    """The path leads to a folder, a FIFO or a device where a file is wanted."""
    return InputError(N_("{path} 不是普通的文件，无法读取。"), kind="file_unreadable", path=path)


def is_a_folder(path: str) -> InputError:
    """The path of a folder stands where that of a file is wanted."""
    return InputError(N_("{path} 是文件夹，请写出一个文件的路径。"), kind="is_a_folder", path=path)


def unknown_article(name: str) -> InputError:
    """The database has no such article."""
    return InputError(
        N_("没有“{name}”这篇文章，zhnews list 列出文章和编号。"), kind="unknown_article", name=name
    )


def input_too_large(name: str, limit: int) -> InputError:
    """The input is beyond what an article or a feed can be."""
    return InputError(
        N_("{name} 太大了，超过 {limit} MB。"), kind="too_large", name=name, limit=limit
    )


def not_a_picture() -> InputError:
    """The bytes are no picture of a kind that can be shown, or a broken one."""
    return InputError(N_("这不是能显示的图片，或者它坏了。"), kind="not_a_picture")


def not_an_article(name: str) -> InputError:
    """The page has no headline and no text."""
    return InputError(N_("在 {name} 里没有找到文章。"), kind="not_an_article", name=name)


def item_too_long(name: str, line: int, limit: int) -> BadRecord:
    """A line of JSON Lines is longer than any article can be."""
    return BadRecord(
        N_("{name} 第 {line} 行太长，超过 {limit} MB。"), name=name, line=line, limit=limit
    )


def nothing_sought() -> BadQuery:
    """A query without anything by which articles could be found."""
    return BadQuery(N_("请写上要找的字词，标点不能单独搜索。"))


def file_there(path: str) -> UsageError:
    """What stands where a file is to be written would be lost."""
    return UsageError(
        N_("{path} 已经有了，没有动它；要换成新的，请加上 --force。"), kind="file_there", path=path
    )
