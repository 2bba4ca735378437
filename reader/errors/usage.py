"""What the command line or the config can say wrong."""

from reader.errors.base import UsageError
from reader.i18n import N_


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
    message = N_("命令行里有不是 UTF-8 的字符，这里不能用，请改用 UTF-8。")


class FileThere(UsageError):
    """What stands where a file is to be written would be lost."""

    kind = "file_there"
    message = N_("{path} 已经有了，没有动它；要换成新的，请加上 --force。")


class NoTerminal(UsageError):
    """The reader was started where there is no screen."""

    kind = "no_terminal"
    message = N_(
        "这里没有终端，打不开阅读器：请用 zhnews list 列出文章，用 zhnews show 编号 读一篇。"
    )


class PlainTerminal(NoTerminal):
    """The reader was started in a terminal that cannot move its cursor; *term* is its TERM."""

    message = N_(
        "这个终端（TERM={term}）画不出阅读器："
        "请用 zhnews list 列出文章，用 zhnews show 编号 读一篇。"
    )


class UnknownRegion(UsageError):
    """A region's name means nothing; names the three nearest."""

    kind = "unknown_region"
    message = N_("没有叫“{label}”的地区，相近的有：{nearest}。")


class AmbiguousRegion(UnknownRegion):
    """Several regions have the name; names three of them."""

    message = N_("叫“{label}”的地区不止一个，请写全，例如：{nearest}。")


class UnknownTopic(UsageError):
    """A word names no topic of the manual; names those that are near."""

    kind = "unknown_topic"
    message = N_("手册里没有“{word}”这一篇，可以看：{nearest}。")
