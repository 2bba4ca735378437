"""Bytes that are no article, feed, picture or list of sources, and parsers that failed."""

from reader.errors.base import InputError, ZhnewsError
from reader.i18n import N_


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


class NoChannel(InputError):
    """An article was found where a source was wanted, and nothing above it lists articles."""

    kind = "not_a_feed"
    message = N_("“{headline}”是一篇文章，没有找到它所在的频道页，请改用频道页的网址。")


class ScriptOnly(InputError):
    """A page whose content is brought by scripts, which are not run."""

    kind = "parse"
    message = N_("{name} 的这个网页要运行脚本才有内容，zhnews 读不了。")


class NoEdition(NotAFeed):
    """An address of a newspaper that leads to no page of an edition."""

    message = N_("{name} 的这个网址没有通到数字报的版面，请检查网址。")


class NotOpml(InputError):
    """The bytes are no OPML, or broken."""

    kind = "parse"
    message = N_("{name} 不是完好的 OPML 文件，请从原来的阅读器重新导出。")


class NotAnArticle(InputError):
    """The page has no headline and no text."""

    kind = "not_an_article"
    message = N_("在 {name} 里没有找到文章。")


class PageShortened(InputError):
    """The page of an article says less than is stored of it."""

    kind = "not_an_article"
    message = N_("{name} 的网页现在只有这篇文章的一部分，存着的全文没有换掉。")


class Unparsable(InputError):
    """Reading it met a fault of ours, whose traceback is in the log."""

    kind = "parse"
    message = N_("读 {name} 时 zhnews 出错了（{error}），详情在 {log}。")


class UnparsableUnlogged(Unparsable):
    """Reading it met a fault of ours, and the log cannot be written."""

    message = N_("读 {name} 时 zhnews 出错了（{error}），也无法写日志 {log}。")


class ParserStopped(Unparsable):
    """Parsing took more time or memory than it may, and was ended."""

    message = N_("{name} 的内容太大或太复杂，没有读取。")


class BadRecord(InputError):
    """A line of JSON Lines is not the record it should be."""

    kind = "bad_record"
    message = N_("{name} 第 {line} 行不是一条 JSON 记录。")


class BadItem(BadRecord):
    """A line of JSON Lines is no JSON object, let alone an article."""

    message = N_("{name} 第 {line} 行不是一篇文章的 JSON 记录。")


class BadField(BadRecord):
    """A field of an article in JSON Lines is missing or wrong; *form* shows a right one in JSON."""

    message = N_("{name} 第 {line} 行的 {field} 没有写或写错了，要写成 {form}。")


class BadHtml(BadRecord):
    """The HTML of an article in JSON Lines is too long, or takes too long to parse."""

    message = N_("{name} 第 {line} 行的 html 太长或太复杂，没有读取。")


class ItemTooLong(BadRecord):
    """A line of JSON Lines is longer than any article can be."""

    message = N_("{name} 第 {line} 行太长，超过 {limit} MB。")
