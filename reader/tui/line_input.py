"""One line of input: no frame, and a cursor that does not blink."""

from textual.widgets import Input


class LineInput(Input):
    """An `Input` of one row; *hint* stands in it while it is empty."""

    DEFAULT_CSS = """
    LineInput, LineInput:focus {
        border: none; height: 1; padding: 0 1; background: $surface;
        & > .input--placeholder { color: $text-disabled; text-style: $quiet-style; }
        &:ansi {
            background: ansi_default;
            & > .input--cursor, & > .input--selection {
                background: ansi_default; color: ansi_default; text-style: reverse;
            }
            & > .input--placeholder { color: ansi_default; }
        }
    }
    """

    def __init__(self, hint: str, value: str = "") -> None:
        super().__init__(value, placeholder=hint)
        self.cursor_blink = False
