"""A plain model of what the store keeps of an article, by which its lists and counts are judged."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from reader.model import Count, Rule, RuleAction
from reader.view import Condition, View

ACTIONS: tuple[RuleAction, ...] = ("mute", "star", "move")
PLACE_OF = {"CN": ("CN",), "222401": ("222401", "220000")}


@dataclass
class Modelled:
    id: int
    source: int
    time: int
    own: tuple[str, ...]
    """Where it stands by itself."""
    moved: tuple[str, ...] | None = None
    """Where the reader moved it."""
    ruled_to: tuple[str, ...] | None = None
    """Where a rule moved it."""
    found: set[int] = field(default_factory=set)
    """The rules that found it."""
    muted: bool = False
    unread: bool = True
    starred: bool = False
    own_star: bool = False
    headline: str = ""
    published: bool = False
    """Whether its text states its time."""
    story: int | None = None
    """The article that leads its story, None where it is alone."""

    @property
    def age(self) -> tuple[int, int]:
        return self.time, self.id

    @property
    def places(self) -> tuple[str, ...]:
        return self.moved or self.ruled_to or self.own

    def in_view(self, view: View, kin: Callable[[set[int]], set[int]]) -> bool:
        """Whether *view* has it; *kin* gives the articles that are one story with others."""
        meets = (self.meets(each, kin) != each.negated for each in view.conditions)
        return (not self.muted or shows_muted(view)) and all(meets)

    def meets(self, condition: Condition, kin: Callable[[set[int]], set[int]]) -> bool:
        match condition:
            case Condition("unread"):
                return self.unread
            case Condition("starred"):
                return self.starred
            case Condition("muted"):
                return self.muted
            case Condition("dup"):
                return self.story not in (None, self.id)
            case Condition("region", values):
                return not set(values).isdisjoint(self.places)
            case Condition("from", values):
                return self.source in values
            case Condition("story", (int(id),)):
                return self.id in kin({id}) - {id}
            case Condition("time", (int(start), int(end))):
                return start <= self.time < end
            case Condition("text", values):
                return any(str(run).lower() in self.headline.lower() for run in values)
        raise AssertionError(condition)

    def hear(self, rules: dict[int, Rule]) -> None:
        """Come to stand as *rules* want it."""
        self.found = {
            id for id, rule in rules.items() if id in self.found or rule.query in self.headline
        }
        wanted = {
            action: [id for id in self.found if rules[id].action == action] for action in ACTIONS
        }
        self.muted = bool(wanted["mute"])
        if not self.own_star:
            self.starred = bool(wanted["star"])
        if self.moved is None:
            self.ruled_to = PLACE_OF[rules[max(wanted["move"])].region] if wanted["move"] else None


def shows_muted(view: View) -> bool:
    fields = [each.field for each in view.conditions if not each.negated]
    return "muted" in fields or "starred" in fields


def folds(view: View) -> bool:
    fields = [each.field for each in view.conditions if each.field == "dup" or not each.negated]
    return view.folded and {"from", "story", "dup", "muted"}.isdisjoint(fields)


def stands_for(other: Modelled, article: Modelled) -> bool:
    """Whether of two articles of one list *other* is the row of their story."""
    return (
        article.story not in (None, article.id)
        and other.story == article.story
        and (other.id == other.story or other.age < article.age)
    )


def count(articles: Iterable[Modelled]) -> Count:
    unread = [article.unread for article in articles]
    return Count(len(unread), sum(unread))
