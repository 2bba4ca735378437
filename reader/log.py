"""The log: where tracebacks go, so that the reader sees a sentence."""

import traceback
from datetime import datetime

from reader import __version__
from reader.errors import (
    Unexpected,
    UnexpectedUnlogged,
    Unparsable,
    UnparsableUnlogged,
    ZhnewsError,
)
from reader.settings import paths
from reader.text.clean import clean

_LONG = 200
"""Characters of a traceback's last line that a sentence has room for."""
_LONGEST = 4 << 20
"""Bytes after which the log begins anew: a source may fail at each refresh."""


def as_ours(error: BaseException, name: str | None = None) -> ZhnewsError:
    """Return *error* if it has a sentence for the reader, else what `fault` makes of it."""
    if isinstance(error, ZhnewsError):
        return error
    return fault(type(error).__name__, "".join(traceback.format_exception(error)), name)


def fault(error: str, trace: str, name: str | None = None) -> ZhnewsError:
    """Write *trace*, the traceback of a fault of ours, to the log; return the error that says so.

    *error* is the exception's type, *name* what was being read, None where it was nothing.
    """
    file = paths.log_file()
    params = {} if name is None else {"name": name}
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        mode = "w" if file.exists() and file.stat().st_size > _LONGEST else "a"
        with file.open(mode, encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{datetime.now().isoformat()} zhnews {__version__}\n{trace}")
    except OSError:
        unlogged = UnexpectedUnlogged if name is None else UnparsableUnlogged
        last = clean(trace.rstrip().rpartition("\n")[2])[:_LONG]
        return unlogged(**params, error=last, log=str(file))
    logged = Unexpected if name is None else Unparsable
    return logged(**params, error=error, log=str(file))
