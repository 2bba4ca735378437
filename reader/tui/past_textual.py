"""All that is done past Textual's public names, because there is no public way to do it."""

from __future__ import annotations

from typing import TypeVar

from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump

from reader.errors import ZhnewsError

Pump = TypeVar("Pump", bound=type[MessagePump])


def says_errors(pump: Pump) -> Pump:
    """Return *pump*, a class that handles messages and keys: an error of ours is said.

    It ends the handler it arose in. Textual would also stop handling messages for good, and has no
    public place to prevent that.
    """
    dispatch = pump._dispatch_message

    async def dispatch_message(self: MessagePump, message: Message) -> None:
        try:
            await dispatch(self, message)
        except ZhnewsError as error:
            self.app._handle_exception(error)

    pump._dispatch_message = dispatch_message  # type: ignore[method-assign]
    return pump


@says_errors
class QuietApp(App[None]):
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

    def keep_copied(self, text: str) -> None:
        """Let *text* be what is pasted in this program, without writing it to the terminal.

        `copy_to_clipboard`, which does the one, always does the other.
        """
        self._clipboard = text
