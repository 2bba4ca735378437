"""The manual on the screen: a list of its topics, and each as an article."""

from collections.abc import Sequence
from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content

from reader.config import Ui
from reader.i18n import _
from reader.model import Article, ArticleHead, Placement
from reader.text.width import pad
from reader.text.width import width as cells
from reader.tui.chooser import Choice, Chooser
from reader.tui.modal import Modal
from reader.tui.reading_pane import ReadingPane
from reader.tui.too_small import ACROSS, DOWN, too_small
from reader.wording.manual import Topic, fitting, topics

GAP = 2
"""Cells between a title and what its topic tells."""


class Topics(Chooser[Topic]):
    """The topics that fit what was typed; Enter opens one, Esc leaves."""

    DEFAULT_CSS = """
    Topics > Vertical { width: 78; }
    """

    def __init__(self, ui: Ui) -> None:
        self._ui = ui
        self._room = max(cells(topic.title) for topic in topics()) + GAP
        super().__init__(_("手册"), _("篇名或词"), self._fitting, foot=_("Enter 打开  Esc 返回"))

    def _fitting(self, typed: str) -> Sequence[Choice[Topic]]:
        return [
            Choice(pad(topic.title, self._room) + topic.summary, "", topic)
            for topic in fitting(typed)
        ]

    def take(self, choice: Choice[Topic]) -> None:
        """Open the topic over the list, to which one comes back."""
        self.app.push_screen(TopicScreen(choice.value, self._ui))


class TopicScreen(Modal[None]):
    """One topic, set as articles are; Esc and q leave it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss"),
        Binding("space", "page(1)"),
        Binding("b,backspace", "page(-1)"),
    ]
    HORIZONTAL_BREAKPOINTS = ACROSS
    VERTICAL_BREAKPOINTS = DOWN
    DEFAULT_CSS = """
    TopicScreen {
        align: center middle;
        background: $background;
        &:ansi { background: $background; }
        & > Vertical {
            width: 90; max-width: 100%;
            height: 90%;
            background: $background;
            border: round $primary;
            border-title-color: $primary;
            border-subtitle-color: $text-muted;
        }
    }
    """

    def __init__(self, topic: Topic, ui: Ui) -> None:
        super().__init__()
        self._topic = topic
        # What is to be typed stands as it is typed.
        self._pane = ReadingPane(replace(ui, punctuation="as written"))

    def compose(self) -> ComposeResult:
        """Lay out the pane in its frame."""
        yield too_small()
        with Vertical() as box:
            box.border_title = Content(_("手册"))
            box.border_subtitle = Content(_("Space 读下去  Esc 返回"))
            yield self._pane

    def on_mount(self) -> None:
        """Show the topic."""
        self._pane.show(_article(self._topic))
        self._pane.focus()

    def action_page(self, pages: float) -> None:
        """Turn by *pages* screens."""
        self._pane.turn_page(pages)


def _article(topic: Topic) -> Article:
    """Return *topic* as what the reading pane shows; no library holds it."""
    head = ArticleHead(
        id=0,
        headline=topic.title,
        url="",
        source_id=0,
        source="",
        region=None,
        time=0,
        published=None,
    )
    return Article(head=head, draft=topic.draft, placement=Placement(None))
