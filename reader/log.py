"""The log: where tracebacks go, so that the reader sees a sentence. All rooms above it use it."""

import traceback
from datetime import datetime

from reader import __version__
from reader.errors import Unparsable, ZhnewsError
from reader.i18n import N_
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
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        mode = "w" if file.exists() and file.stat().st_size > _LONGEST else "a"
        with file.open(mode, encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{datetime.now().isoformat()} zhnews {__version__}\n{trace}")
    except OSError:
        last = clean(trace.rstrip().rpartition("\n")[2])[:_LONG]
        if name is None:
            said = N_("zhnews 出错了（{error}），也无法写日志 {log}。")
            return ZhnewsError(said, kind="unexpected", error=last, log=str(file))
        said = N_("读 {name} 时 zhnews 出错了（{error}），也无法写日志 {log}。")
        return Unparsable(said, name=name, error=last, log=str(file))
    if name is None:
        said = N_("zhnews 出错了（{error}），详情在 {log}。")
        return ZhnewsError(said, kind="unexpected", error=error, log=str(file))
    return Unparsable(name=name, error=error, log=str(file))
