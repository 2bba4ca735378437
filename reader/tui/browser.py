"""The web browser: http and https only, through no shell, and on no terminal.

It is started by a process of its own, ``python -m reader.tui.browser``, which has no terminal and
whose output goes nowhere; so whatever a browser prints is not written over the screen.
"""

import asyncio
import os
import subprocess
import sys
import webbrowser
from pathlib import PurePath

from reader.errors import BadAddress, NoBrowser
from reader.text.clean import safe_url

TEXT_MODE = ("elinks", "links", "lynx", "w3m", "www-browser")
"""Browsers that need the terminal for themselves, which they would take from the screen."""
PAUSE, PAUSES = 0.05, 60
"""Seconds between two looks whether the browser has ended, and how many are taken: some browsers
go on until they are closed."""


async def open_page(url: str) -> None:
    """Open *url* in the reader's browser, without blocking the screen.

    Raises BadAddress for anything but http and https, and NoBrowser where there is none, also where
    it is one of `TEXT_MODE` or ends with an error.
    """
    address = safe_url(url)
    if not address:
        raise BadAddress(url=url)
    process = _start(address)
    for _look in range(PAUSES):
        if process.poll() is not None:
            break
        await asyncio.sleep(PAUSE)
    if process.returncode:
        raise NoBrowser


def _start(address: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        (sys.executable, "-P", "-m", "reader.tui.browser", address),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        # Without a terminal's name, webbrowser looks for no browser that needs a terminal.
        env={name: value for name, value in os.environ.items() if name != "TERM"},
        start_new_session=True,
    )


def main() -> int:
    """Open the address that is the argument; 0 if that went well."""
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        return 1
    return int(PurePath(browser.name).name in TEXT_MODE or not browser.open(sys.argv[1]))


if __name__ == "__main__":
    sys.exit(main())
