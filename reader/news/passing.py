"""One of many: what is wrong with it is not wrong with the others."""

from collections.abc import Iterator
from contextlib import contextmanager

from reader import log
from reader.errors import StoreError


@contextmanager
def passing_over(name: str) -> Iterator[None]:
    """Pass over *name*, a page or a picture, where it cannot be had; a fault of ours is logged.

    What is wrong with the database is wrong for all: raises StoreError.
    """
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        log.as_ours(error, name)
