"""What can go wrong, as one tree.

Each class has a ``kind`` for programs and a ``message``, the sentence for the reader, whose
parameters are the keywords it is raised with. What a visit to a source can come to has one of
eleven kinds: dns, connect, tls, timeout, too_large, redirect, http, auth, not_a_feed, parse and
refused::

    ZhnewsError
    ├── UsageError          the command line or the config says something impossible
    │   ├── ConfigError, BadArguments, NotUtf8, NoTerminal
    │   ├── UnknownRegion
    │   └── BadQuery
    │       ├── UnknownQueryField, EmptyQueryField, BadQueryValue
    │       └── QueryTooLong, NotSearchable, NothingSought
    ├── InputError          a file or a page cannot be read as an article or a feed
    │   ├── FileMissing, FileUnreadable, NotAFile, PathTooLong, FileUnwritable
    │   ├── NotText, EmptyInput, InputTooLarge
    │   ├── NotAPicture, PictureTooLarge
    │   ├── NotAFeed, NothingListed, NotOpml, NotAnArticle
    │   ├── Unparsable, UnparsableUnlogged, ParserStopped
    │   ├── BadRecord, BadItem, ItemTooLong, UnknownArticle, UnknownSource, UnknownRule
    │   └── SameFile, DeclaredSource, SourceReplaced
    ├── FetchError          the network
    │   ├── BadAddress, HostUnknown, ConnectionFailed, NotTrusted, TimedOut
    │   ├── ProxyFailed, ProxyRefused
    │   ├── HttpStatus, LoginNeeded, AskedToWait, SourceGone
    │   └── BodyTooLarge, TooManyRedirects, BadRedirect, PrivateAddress, BadResponse
    ├── Unexpected          a fault of ours
    │   └── UnexpectedUnlogged
    ├── StreamFailed        a standard stream is closed or full
    │   └── StreamUnreadable, StreamUnwritable
    ├── ErrandEnded         a process beside the screen was ended
    ├── NoBrowser           no browser to open a page in
    ├── NoPictureLibrary    the extra that draws pictures is not installed
    └── StoreError          the database
        ├── StoreBusy, StoreDamaged, IndexDamaged, StoreReadOnly
        ├── StoreNewer, StoreOlder, StoreForeign
        └── DiskFull, StoreUnreachable, ChangesLost
"""

from typing import ClassVar

from reader.i18n import N_


class ZhnewsError(Exception):
    """The base of all; catch it to show the reader one sentence.

    *params* fill the ``{names}`` of the class's message.
    """

    kind: ClassVar[str] = "error"
    message: str = N_("出错了。")

    def __init__(self, **params: str | int) -> None:
        super().__init__(params)
        self.params = params

    def __str__(self) -> str:
        return self.message.format_map(self.params) if self.params else self.message


class UsageError(ZhnewsError):
    """The command line or the config says something impossible."""

    kind = "usage"


class ConfigError(UsageError):
    """A setting cannot be used; says which file, line and setting."""

    kind = "config"
    message = N_("配置文件 {path} 第 {line} 行：{detail}")


class BadArguments(UsageError):
    """The command line cannot be read; *detail* is a sentence."""

    kind = "arguments"
    message = N_("{detail}用法见 {command} --help。")


class NotUtf8(UsageError):
    """A word of the command line is not UTF-8, where none but that can be looked for or stored."""

    kind = "arguments"
    message = N_("命令行里有不是 UTF-8 的字节，这里不能用。")


class NoTerminal(UsageError):
    """The reader was started where there is no screen."""

    kind = "no_terminal"
    message = N_("阅读器要在终端里打开；在管道里请用 zhnews list 或 zhnews show。")


class UnknownRegion(UsageError):
    """A region's name means nothing; names the three nearest."""

    kind = "unknown_region"
    message = N_("没有叫“{label}”的地区。相近的有：{nearest}。")


class BadQuery(UsageError):
    """What was typed to ask for articles means nothing; *field* is the word before a colon."""

    kind = "bad_query"


class UnknownQueryField(BadQuery):
    """A word before a colon that is no field; names the nearest and all."""

    message = N_(
        "没有“{field}:”这种条件，最接近的是 {nearest}:。可以写 {fields}；要找这几个字，请加上引号。"
    )


class EmptyQueryField(BadQuery):
    """Nothing stands after the colon."""

    message = N_("“{field}:”后面要写上内容，例如 {example}。")


class BadQueryValue(BadQuery):
    """What stands after the colon means nothing to the field."""

    message = N_("“{field}:”后面不能是“{value}”，可以写 {example}。")


class QueryTooLong(BadQuery):
    """More than anybody types."""

    message = N_("条件太长了，最多 {limit} 个字。")


class NotSearchable(BadQuery):
    """A condition that can be written but not yet be looked for."""

    message = N_("现在还不能按“{term}”筛选。")


class NothingSought(BadQuery):
    """A query without anything by which articles could be found."""

    message = N_("要搜索什么？请写上字词，标点不能单独搜索。")


class InputError(ZhnewsError):
    """A file or a page cannot be read as an article or a feed."""

    kind = "input"


class FileMissing(InputError):
    """No such file or folder."""

    kind = "file_missing"
    message = N_("找不到 {path}。")


class FileUnreadable(InputError):
    """The file is there but cannot be read."""

    kind = "file_unreadable"
    message = N_("无法读取 {path}，请检查它的权限。")


class NotAFile(FileUnreadable):
    """The path leads to a folder, a FIFO or a device where a file is wanted."""

    message = N_("{path} 不是普通的文件，无法读取。")


class PathTooLong(FileUnreadable):
    """The system opens no path of this length; *path* is the beginning of it."""

    message = N_("{path}… 的路径太长，系统打不开。")


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


class InputTooLarge(InputError):
    """The input is beyond what an article or a feed can be."""

    kind = "too_large"
    message = N_("{name} 太大了，超过 {limit} MB。")


class NotAPicture(InputError):
    """The bytes are no picture of a kind that can be shown, or a broken one."""

    kind = "not_a_picture"
    message = N_("这不是能显示的图片，或者它坏了。")


class PictureTooLarge(InputError):
    """The picture has more pixels than can be opened safely."""

    kind = "too_large"
    message = N_("图片有 {width}×{height} 像素，太大了。")


class NoPictureLibrary(ZhnewsError):
    """What decodes pictures is not installed: it is an extra."""

    kind = "not_installed"
    message = N_('要看图片，请先安装：pip install "zhnews[images]"')


class NotAFeed(InputError):
    """The bytes are no RSS, Atom or JSON Feed."""

    kind = "not_a_feed"
    message = N_("{name} 不是 RSS、Atom 或 JSON Feed 订阅。")


class NothingListed(NotAFeed):
    """A page that is no feed, and lists no articles either."""

    message = N_("{name} 的这个网页不是订阅，也没有列出文章，可能要登录。")


class NotOpml(InputError):
    """The bytes are no OPML, or broken."""

    kind = "parse"
    message = N_("{name} 不是完好的 OPML 文件。")


class NotAnArticle(InputError):
    """The page has no headline and no text."""

    kind = "not_an_article"
    message = N_("在 {name} 里没有找到文章。")


class Unparsable(InputError):
    """Reading it met a fault of ours, whose traceback is in the log."""

    kind = "parse"
    message = N_("读 {name} 时 zhnews 出错了（{error}），详情在 {log}。")


class UnparsableUnlogged(Unparsable):
    """Reading it met a fault of ours, and the log cannot be written."""

    message = N_("读 {name} 时 zhnews 出错了（{error}），也无法写日志 {log}。")


class ParserStopped(Unparsable):
    """Parsing took more time or memory than it may, and was ended."""

    message = N_("{name} 的内容无法在限定的时间和内存内解析。")


class BadRecord(InputError):
    """A line of JSON Lines is not the record it should be."""

    kind = "bad_record"
    message = N_("{name} 第 {line} 行不是一条 JSON 记录。")


class BadItem(BadRecord):
    """A line of JSON Lines is no article that can be stored."""

    message = N_("{name} 第 {line} 行不是一篇文章的 JSON 记录，或太长。")


class ItemTooLong(BadRecord):
    """A line of JSON Lines is longer than any article can be."""

    message = N_("{name} 第 {line} 行太长，超过 {limit} MB。")


class UnknownArticle(InputError):
    """The database has no such article."""

    kind = "unknown_article"
    message = N_("数据库里没有 {name} 这篇文章。")


class UnknownSource(InputError):
    """The database has no such source."""

    kind = "unknown_source"
    message = N_("没有叫“{name}”的来源，zhnews feeds 列出所有来源。")


class UnknownRule(InputError):
    """The database has no such rule."""

    kind = "unknown_rule"
    message = N_("没有编号为 {id} 的规则，zhnews rule list 列出所有规则。")


class SameFile(InputError):
    """A backup and its database are one file."""

    kind = "same_file"
    message = N_("{path} 就是数据库自己，请另选一个文件。")


class DeclaredSource(InputError):
    """The config declares the source, so it is the config that has to be changed."""

    kind = "declared_source"
    message = N_("{name} 写在 {path} 里，要停用、改名或删除，请改那个文件。")


class SourceReplaced(InputError):
    """A removed source cannot come back: its address was subscribed to again."""

    kind = "source_replaced"
    message = N_("{name} 的网址又添加过了，不能恢复原来的。")


class FetchError(ZhnewsError):
    """The network did not give what was asked for."""

    kind = "fetch"
    message = N_("无法读取 {host}。")


class BadAddress(FetchError):
    """Not an http or https address."""

    kind = "refused"
    message = N_("{url} 不是可以打开的网址，网址要以 http:// 或 https:// 开头。")


class HostUnknown(FetchError):
    """The name has no address."""

    kind = "dns"
    message = N_("找不到主机 {host}，请检查网址和网络。")


class ConnectionFailed(FetchError):
    """The host refuses, or the connection broke."""

    kind = "connect"
    message = N_("无法连接 {host}。")


class NotTrusted(ConnectionFailed):
    """No secure connection: the certificate is not valid, or the host does not speak TLS."""

    kind = "tls"
    message = N_("无法和 {host} 建立安全连接，它的证书无效或不可信。")


class ProxyFailed(ConnectionFailed):
    """The proxy cannot be reached, wants another login, or is none; *proxy* has no login."""

    message = N_("无法使用代理 {proxy}，请检查 [fetch] 里的 proxy：地址、用户名和密码。")


class ProxyRefused(ConnectionFailed):
    """The proxy made no connection to the host."""

    message = N_("代理 {proxy} 没有连上 {host}。")


class TimedOut(FetchError):
    """No full answer within the deadline."""

    kind = "timeout"
    message = N_("{host} 在 {seconds} 秒内没有答复。")


class HttpStatus(FetchError):
    """The server answered with an error; ``retry_after``: the seconds it asks to wait, or 0."""

    kind = "http"
    message = N_("{host} 答复 HTTP {status}。")


class LoginNeeded(HttpStatus):
    """The server wants a user name and a password, or refuses those it was given."""

    kind = "auth"
    message = N_("{host} 要求登录，用户名和密码可以写在网址里：http://用户名:密码@主机/。")


class AskedToWait(FetchError):
    """The server asked for patience (Retry-After), which is not over yet."""

    kind = "http"
    message = N_("{host} 请求过一会儿再来，现在不打扰它。")


class SourceGone(FetchError):
    """The server said that the address is gone for good (410)."""

    kind = "http"
    message = N_("{host} 说过这个来源已经没有了（HTTP 410），不再打扰它。")


class BodyTooLarge(FetchError):
    """The answer is beyond the size cap, after inflating."""

    kind = "too_large"
    message = N_("{host} 的答复太大，超过 {limit} MB。")


class TooManyRedirects(FetchError):
    """More than ten redirects, or a circle."""

    kind = "redirect"
    message = N_("{host} 的重定向太多。")


class BadRedirect(FetchError):
    """A redirect to what is no http or https address."""

    kind = "redirect"
    message = N_("{host} 指向一个不能打开的网址。")


class PrivateAddress(FetchError):
    """A public address led to a private one."""

    kind = "refused"
    message = N_("{host} 指向内部网络，没有打开。")


class BadResponse(FetchError):
    """The answer breaks HTTP: a wrong encoding, a wrong length."""

    kind = "http"
    message = N_("{host} 的答复无法理解。")


class Unexpected(ZhnewsError):
    """A fault of ours, whose traceback is in the log."""

    kind = "unexpected"
    message = N_("zhnews 出错了（{error}），详情在 {log}。")


class UnexpectedUnlogged(Unexpected):
    """A fault of ours, and the log cannot be written."""

    message = N_("zhnews 出错了（{error}），也无法写日志 {log}。")


class ErrandEnded(ZhnewsError):
    """The process that refreshes or works beside the screen ended before its time."""

    kind = "ended"
    message = N_("后台的工作中断了，请再试一次。")


class StreamFailed(ZhnewsError):
    """A standard stream cannot be used; *name* says which."""

    kind = "stream"


class StreamUnreadable(StreamFailed):
    """Standard input is closed or broken."""

    message = N_("无法读取{name}，它也许是关闭的。")


class StreamUnwritable(StreamFailed):
    """Standard output or standard error is closed, or the disk behind it is full."""

    message = N_("无法写入{name}，它也许是关闭的，或者磁盘满了。")


class NoBrowser(ZhnewsError):
    """No browser that opens beside the terminal."""

    kind = "no_browser"
    message = N_("没有找到浏览器。可以按 y 复制网址，或设置环境变量 BROWSER。")


class StoreError(ZhnewsError):
    """The database cannot do what was asked."""

    kind = "store"
    message = N_("数据库 {path} 出错：{detail}")


class StoreBusy(StoreError):
    """Another process held the write lock beyond the patience."""

    kind = "store_busy"
    message = N_("数据库 {path} 正被占用，请稍后再试。")


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


class StoreNewer(StoreError):
    """A newer zhnews wrote the file."""

    kind = "store_newer"
    message = N_("数据库 {path} 来自更新的 zhnews，请升级后再打开。")


class StoreOlder(StoreError):
    """A zhnews wrote the file that is too old for its tables to be migrated."""

    kind = "store_older"
    message = N_(
        "数据库 {path} 来自太旧的 zhnews：请用那个版本的 zhnews export opml 和 zhnews export jsonl"
        " 导出来源和文章，移走这个文件，再用 zhnews import 导入。"
    )


class StoreForeign(StoreError):
    """The file is a database of another program."""

    kind = "store_foreign"
    message = N_("{path} 不是 zhnews 的数据库。")


class DiskFull(StoreError):
    """No room left; what was stored before is safe."""

    kind = "disk_full"
    message = N_("磁盘已满，{path} 没有写入。已有的内容都还在。")


class StoreUnreachable(StoreError):
    """The file cannot be opened or its folder not made."""

    kind = "store_unreachable"
    message = N_("无法打开数据库 {path}，请检查路径和权限。")


class ChangesLost(StoreError):
    """What was yet to be stored when the reader was left could not be."""

    kind = "changes_lost"
    message = N_("退出时有 {n} 处改动或读到的地方没有保存：{reason}")
