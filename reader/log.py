"""The log: where tracebacks go, so that the reader sees a sentence."""

import traceback
from datetime import datetime

from reader import __version__, paths
from reader.errors import Unexpected, UnexpectedUnlogged, ZhnewsError


def unexpected(error: BaseException) -> ZhnewsError:
    """Write the traceback of a fault of ours to the log, and give the error that says so."""
    file = paths.log_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("a", encoding="utf-8", errors="backslashreplace") as log:
            log.write(f"{datetime.now().isoformat()} zhnews {__version__}\n")
            traceback.print_exception(error, file=log)
    except OSError:
        return UnexpectedUnlogged(error=repr(error), log=str(file))
    return Unexpected(error=type(error).__name__, log=str(file))
