"""Parsing what servers answer, in the sandbox and within limits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from reader.errors import BodyTooLarge
from reader.model import Source
from reader.news.session import Session
from reader.text.clean import host_of

if TYPE_CHECKING:
    from reader.fetch.client import Response

T = TypeVar("T")

PAGE_MB = 16
"""Megabytes of a page, at most."""


async def parse(
    returns: type[T], function: str, session: Session, source: Source, response: Response
) -> T:
    """Return what *function*, such as ``page:read_page`` of `reader.extract`, makes of a page.

    Raises BodyTooLarge, InputError.
    """
    check_size(response)
    async with session.network.parser_limit.slot(source):
        return await session.network.sandbox.run(
            returns,
            f"reader.extract.{function}",
            response.body,
            response.url,
            **hints_of(session, source, response),
        )


def hints_of(session: Session, source: Source, response: Response) -> dict[str, Any]:
    """Return the further arguments of parsers: the charset that is known, and the present."""
    return {"charset": source.charset or response.charset, "now": session.network.now()}


def check_size(response: Response) -> None:
    """Raise BodyTooLarge for more than can be a page, or than its tree has room for."""
    if len(response.body) > PAGE_MB << 20:
        raise BodyTooLarge(host=host_of(response.url), limit=PAGE_MB)
