"""What can be wrong with a query for articles."""

from reader.errors.base import UsageError
from reader.i18n import N_


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

    message = N_("请写上要找的字词，标点不能单独搜索。")
