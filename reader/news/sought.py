"""What a query seeks in an article: where it stands there, and how much it says about it."""

from collections.abc import Sequence

from reader.model import Draft
from reader.text.fold import fold_case
from reader.text.query import Words, parse
from reader.text.searchable import body_of, credits_of
from reader.text.snippet import LENGTH, Snippet, snippet


def strings(query: str) -> list[str]:
    """Give the strings, folded, that *query* seeks in texts. Raises BadQuery."""
    words = [term.predicate for term in parse(query).terms if not term.negated]
    found = [fold_case(each.run) for each in words if isinstance(each, Words)]
    return list(dict.fromkeys(found))


def snippet_of(draft: Draft, sought: Sequence[str], length: int = LENGTH) -> Snippet:
    """Give the line of *draft* that says most of *sought*: of its text, else of its credits.

    Of it at most *length* characters, and the signs that something was left out.
    """
    for lines in (body_of(draft), credits_of(draft)):
        found = snippet(lines, sought, length)
        if found.marks:
            return found
    return snippet(body_of(draft), sought, length)


HEADLINE = 10
"""How often a string in the headline counts."""


def relevance(draft: Draft, sought: Sequence[str]) -> float:
    """Say how much *draft* is about *sought*: how often it names it, the longer the less."""
    headline, body = fold_case(draft.headline), fold_case("\n".join(body_of(draft)))
    density = sum(body.count(string) for string in sought) / (200 + len(body))
    return HEADLINE * sum(string in headline for string in sought) / 200 + density
