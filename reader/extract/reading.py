"""What reading a document found: the evidence, the decisions, and the Draft that came of them."""

from collections.abc import Sequence

from msgspec import Struct

from reader.extract.flow import Flow
from reader.extract.headline import Headline
from reader.extract.labels import Credits, Statement
from reader.extract.trim import Body
from reader.model import Draft


class Reading(Struct, frozen=True):
    """A document's lines, what was chosen among them, and where its fields are stated."""

    draft: Draft
    flow: Flow
    headline: Headline
    body: Body
    statements: Sequence[Statement]
    """Who made the article, the surest place first."""
    dated: str
    """Where its time is stated, as a message."""
    elements: bool = False
    """Whether its body was chosen among the elements of a page."""

    @classmethod
    def of(
        cls,
        draft: Draft,
        flow: Flow,
        headline: Headline,
        body: Body,
        statements: Sequence[Statement],
        dated: str,
        *,
        elements: bool = False,
    ) -> "Reading":
        """Give the reading that *draft* comes of, signed by what is stated."""
        signed = Credits.merged(statements).sign(draft)
        return cls(signed, flow, headline, body, statements, dated, elements)
