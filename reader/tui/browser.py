"""The web browser: http and https only, never through a shell."""

import asyncio
import webbrowser

from reader.errors import BadAddress, NoBrowser
from reader.text.clean import safe_url


async def open_page(url: str) -> None:
    """Open *url* in the reader's browser, beside the screen.

    A browser that needs the terminal for itself (lynx, w3m) counts as none: it would take the
    screen. Raises `BadAddress` for anything but http and https, and `NoBrowser`.
    """
    address = safe_url(url)
    if not address:
        raise BadAddress(url=url)
    try:
        browser = webbrowser.get()
    except webbrowser.Error:
        raise NoBrowser from None
    in_terminal = isinstance(browser, webbrowser.GenericBrowser) and not isinstance(
        browser, webbrowser.BackgroundBrowser
    )
    if in_terminal or not await asyncio.to_thread(browser.open, address):
        raise NoBrowser
