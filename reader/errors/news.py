"""Articles, sources and rules that are not there or cannot be changed."""

from reader.errors.base import InputError
from reader.i18n import N_


class UnknownArticle(InputError):
    """The database has no such article."""

    kind = "unknown_article"
    message = N_("没有“{name}”这篇文章，zhnews list 列出文章和编号。")


class NoAddress(InputError):
    """The article has no address that could be opened, as one of a text file."""

    kind = "no_address"
    message = N_("“{name}”没有网址，不能在浏览器中打开。")


class UnknownSource(InputError):
    """The database has no such source."""

    kind = "unknown_source"
    message = N_("没有叫“{name}”的来源，zhnews feeds 列出所有来源。")


class UnknownRule(InputError):
    """The database has no such rule."""

    kind = "unknown_rule"
    message = N_("没有编号为 {id} 的规则，zhnews rule list 列出所有规则。")


class DeclaredSource(InputError):
    """The config declares the source, so it is the config that has to be changed."""

    kind = "declared_source"
    message = N_("{name} 写在 {path} 里，要停用、改名或删除，请改那个文件。")


class SourceReplaced(InputError):
    """A removed source cannot come back: its address was subscribed to again."""

    kind = "source_replaced"
    message = N_("{name} 的网址又添加过了，不能恢复原来的。")


class NoArticles(InputError):
    """There is no article to be written."""

    kind = "no_articles"
    message = N_("没有找到文章，没有写任何文件。")
