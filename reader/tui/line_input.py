"""One line of input: no frame, and a cursor that does not blink."""

from textual.widgets import Input


class LineInput(Input):
    """An `Input` of one row; *hint* stands in it while it is empty."""

    DEFAULT_CSS = """
    LineInput, LineInput:focus { border: none; height: 1; padding: 0 1; background: $surface; }
    """

    def __init__(self, hint: str, value: str = "") -> None:
        super().__init__(value, placeholder=hint)
        self.cursor_blink = False
