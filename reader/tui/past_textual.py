"""All that is done past Textual's public names, because there is no public way to do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

from reader.errors import ZhnewsError

if TYPE_CHECKING:
    Pump = MessagePump
else:
    Pump = object


class Boundary(Pump):
    """Before Textual's own class among the bases of whatever handles messages and keys.

    An error of ours ends the handler it arose in, and is said. Textual would also stop handling
    messages for good, and has no public place to prevent that.
    """

    async def _dispatch_message(self, message: Message) -> None:
        try:
            await super()._dispatch_message(message)
        except ZhnewsError as error:
            self.app._handle_exception(error)


class QuietApp(Boundary, App[None]):
    """An application that says its own errors, and leaves all others to the caller.

    After it ran, `failure` is the error that ended it, None when the reader left it.
    """

    failure: BaseException | None = None

    def say_error(self, error: ZhnewsError) -> bool:
        """Say *error* on the screen; False where there is none."""
        raise NotImplementedError

    def _handle_exception(self, error: Exception) -> None:
        """Say an error of ours; keep any other for the caller, who has the sentence for it.

        Textual prints a traceback with the values of all variables, and has no switch for it.
        """
        if isinstance(error, ZhnewsError) and self.say_error(error):
            return
        self.failure = self.failure or error
        self._return_code = 1
        self._close_messages_no_wait()

    def send(self, sequence: str) -> None:
        """Write *sequence* to the terminal as it is, such as a picture of the kitty protocol.

        Textual writes what it painted, and has no way for what is no text.
        """
        if self._driver is not None:
            self._driver.write(sequence)


class Covered(str):
    """Blanks that bring a picture along where they are written whole; cut, they are blanks.

    Textual measures and cuts text as a string, and writes it by formatting it (the f-string of
    `Strip.render_style`), which nothing promises; a test over the bytes holds it to that.
    """

    picture = ""

    def __format__(self, spec: str) -> str:
        """Return what is written: the blanks, and the picture from where they began."""
        return f"{self!s}\x1b7\x1b[{len(self)}D{self.picture}\x1b8"
