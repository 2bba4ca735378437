"""The base classes of all errors, by what is at fault."""

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


class InputError(ZhnewsError):
    """A file or a page cannot be read as an article or a feed."""

    kind = "input"
