"""A server that speaks the Google Reader API as FreshRSS does, and misbehaves where a test says so.

Its answers have the types, the fields and the oddities of a real one that was listened to: JSON
that calls itself HTML, ids that are decimal in lists and hexadecimal in contents, OK for a command,
the unread where the read are asked for, and 401 alike for a wrong session and a wrong token.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import parse_qs, parse_qsl, urlsplit

from reader.sync.records import Login
from tests.server import Reply, Request, Server, redirect

USER, PASSWORD = "读者", "秘密 &+%"
PATH = "/api/greader.php"
UNFILED = "Uncategorized"
"""The folder of what is in no other."""
ALTERNATIVES = str.maketrans("&<>/", "＆＜＞／")
"""What stands in a name for what was written into it."""
MICRO = 1_000_000
OPENED = 1_795_503_856
"""When the first article came to the server, by its own clock."""


@dataclass
class Feed:
    url: str
    title: str = ""
    folder: str = UNFILED


@dataclass
class Entry:
    """An article; its id is the microsecond in which it came."""

    id: int
    feed: str
    title: str
    url: str
    content: str
    published: int = 1_576_828_560
    read: bool = False
    starred: bool = False

    @property
    def hex(self) -> str:
        return f"{self.id:016x}"


@dataclass
class Misdeed:
    """What is answered instead, once, to a request whose path ends so."""

    path: str
    reply: Reply
    obey: bool = False
    """Do what is asked all the same."""


@dataclass
class Greader:
    server: Server
    subscribed: int = 0
    """Subscriptions that there ever were."""
    newest: int = OPENED * MICRO
    """The id of the newest article that there ever was."""
    page: int = 1000
    """Ids of an answer, at most."""
    feeds: dict[str, Feed] = field(default_factory=dict)
    entries: dict[int, Entry] = field(default_factory=dict)
    sites: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """What a feed lists when it is subscribed to: titles and addresses."""
    empty: set[int] = field(default_factory=set)
    """Articles that are listed, but have no contents."""
    unmarkable: set[int] = field(default_factory=set)
    """Articles whose marks are refused."""
    misdeeds: list[Misdeed] = field(default_factory=list)
    unlisted: set[str] = field(default_factory=set)
    """Subscriptions that are not listed, though their articles are."""
    refused: set[str] = field(default_factory=set)
    """Addresses that cannot be subscribed to."""
    sessions: int = 1
    """A session or a token of another number is not good any more."""
    forms: list[tuple[str, list[tuple[str, str]]]] = field(default_factory=list)
    """The commands that came: the end of each path, and the form."""

    def __post_init__(self) -> None:
        there = "http://127.0.0.1/i/"  # a FreshRSS's own pages, from all paths above its API
        self.server.route("/accounts/ClientLogin", redirect(there))
        answers: dict[str, Callable[[Request], Reply]] = {
            "/reader/api/0/token": lambda _: Reply(f"{self._token}\n"),
            "/reader/api/0/subscription/list": self._subscriptions,
            "/reader/api/0/subscription/edit": self._edit,
            "/reader/api/0/subscription/quickadd": self._quickadd,
            "/reader/api/0/stream/items/ids": self._ids,
            "/reader/api/0/stream/items/contents": self._contents,
            "/reader/api/0/edit-tag": self._edit_tag,
        }
        for path, answer in answers.items():
            self.server.route(PATH + path, self._answering(answer))
        self.server.route(PATH + "/accounts/ClientLogin", self._answering(self._login, open=True))

    @property
    def login(self) -> Login:
        return Login(self.server.at(PATH), USER, PASSWORD)

    def subscribe(self, url: str, title: str = "", folder: str = UNFILED) -> str:
        self.subscribed += 1
        stream = f"feed/{self.subscribed}"
        self.feeds[stream] = Feed(url, title, folder)
        return stream

    def unsubscribe(self, stream: str) -> None:
        del self.feeds[stream]
        self.entries = {id: each for id, each in self.entries.items() if each.feed != stream}

    def appear(self, site: str, title: str, url: str) -> None:
        """Let a site have an article, which comes to the server if it is subscribed to there."""
        self.sites.setdefault(site, []).append((title, url))
        for stream, feed in self.feeds.items():
            if feed.url == site:
                self.publish(stream, title, url)

    def publish(self, feed: str, title: str, url: str = "", **fields: object) -> Entry:
        """Let an article come, a second after the one before."""
        self.newest += MICRO
        id = self.newest
        url = url or f"https://n.example/{id}.html"
        content = f"<p>{title}，今天起向市民开放。</p>"
        entry = Entry(id, feed, title, url, content)
        for name, value in fields.items():
            setattr(entry, name, value)
        self.entries[id] = entry
        return entry

    def misbehave(self, path: str, reply: Reply, *, obey: bool = False) -> None:
        """Answer the next request to *path* with *reply*."""
        self.misdeeds.append(Misdeed(path, reply, obey))

    def forget_sessions(self) -> None:
        self.sessions += 1

    @property
    def _auth(self) -> str:
        return f"{USER}/auth{self.sessions}".encode().hex()

    @property
    def _token(self) -> str:
        return f"token{self.sessions}ZZZZ"

    def _answering(
        self, answer: Callable[[Request], Reply], *, open: bool = False
    ) -> Callable[[Request], Reply]:
        def answering(request: Request) -> Reply:
            path = urlsplit(request.path).path
            for misdeed in self.misdeeds:
                if path.endswith(misdeed.path):
                    self.misdeeds.remove(misdeed)
                    if misdeed.obey:
                        answer(request)
                    return misdeed.reply
            if not open and not self._is_signed(request):
                return Reply("Unauthorized!", 401, "text/plain; charset=UTF-8")
            if request.method == "POST":
                self.forms.append((path.rpartition("/")[2], _form(request)))
            return answer(request)

        return answering

    def _is_signed(self, request: Request) -> bool:
        if request.headers.get("authorization") != f"GoogleLogin auth={self._auth}":
            return False
        return request.method == "GET" or ("T", self._token) in _form(request)

    def _login(self, request: Request) -> Reply:
        form = dict(_form(request))
        if (form["Email"], form["Passwd"]) != (USER, PASSWORD):
            return Reply("Unauthorized!", 401, "text/plain; charset=UTF-8")
        return Reply(f"SID={self._auth}\nLSID=null\nAuth={self._auth}\n", content_type="text/plain")

    def _subscriptions(self, _: Request) -> Reply:
        rows = [
            {
                "id": stream,
                "title": feed.title,
                "categories": [{"id": f"user/-/label/{feed.folder}", "label": feed.folder}],
                "url": feed.url,
                "htmlUrl": "http://news.example/",
                "iconUrl": "http://127.0.0.1/f.php?e3a0c706",
            }
            for stream, feed in self.feeds.items()
            if stream not in self.unlisted
        ]
        return Reply(json.dumps({"subscriptions": rows}) + "\n", content_type="application/json")

    def _edit(self, request: Request) -> Reply:
        form = dict(_form(request))
        if form["s"] not in self.feeds:
            return Reply("Bad Request!", 400, "text/plain; charset=UTF-8")
        feed = self.feeds[form["s"]]
        if form["ac"] == "unsubscribe":
            self.unsubscribe(form["s"])
        feed.title = form.get("t", "").translate(ALTERNATIVES) or feed.title
        if "a" in form:
            feed.folder = form["a"].removeprefix("user/-/label/")
        elif "r" in form:
            feed.folder = UNFILED
        return Reply("OK")

    def _quickadd(self, request: Request) -> Reply:
        url = dict(_form(request))["quickadd"]
        if url in self.refused:
            return Reply(json.dumps({"numResults": 0, "error": "cURL error 22: 404"}))
        if url in (feed.url for feed in self.feeds.values()):
            return Reply(json.dumps({"numResults": 0, "error": "already subscribed"}))
        stream = self.subscribe(url, url)
        for title, link in self.sites.get(url, ()):  # as FreshRSS, which asks it at once
            self.publish(stream, title, link)
        return Reply(json.dumps({"numResults": 1, "query": url, "streamId": stream}))

    def _stream(self, stream: str, without: str) -> Iterator[Entry]:
        """Yield a stream's articles, the newest first."""
        for entry in sorted(self.entries.values(), key=lambda entry: -entry.id):
            if without.endswith("/read") and entry.read:
                continue
            if stream.endswith("/starred") and not entry.starred:
                continue
            if stream.endswith("/read") and entry.read:  # FreshRSS answers with the unread
                continue
            if entry.feed in self.feeds:
                yield entry

    def _ids(self, request: Request) -> Reply:
        query = {name: value[0] for name, value in parse_qs(urlsplit(request.path).query).items()}
        found = [entry.id for entry in self._stream(query["s"], query.get("xt", ""))]
        since, before = int(query.get("ot", 0)) * MICRO, int(query.get("c", 1 << 62))
        found = [id for id in found if since <= id < before]
        count = min(int(query["n"]), self.page)
        answer: dict[str, object] = {"itemRefs": [{"id": str(id)} for id in found[:count]]}
        if len(found) > count:
            answer["continuation"] = str(found[count - 1])
        return Reply(json.dumps(answer))

    def _contents(self, request: Request) -> Reply:
        asked = {int(id.rpartition("/")[2], 16) for name, id in _form(request) if name == "i"}
        items = [
            {
                "id": f"tag:google.com,2005:reader/item/{entry.hex}",
                "crawlTimeMsec": str(entry.id // 1000),
                "timestampUsec": str(entry.id),
                "published": entry.published,
                "title": entry.title,
                "canonical": [{"href": entry.url}],
                "alternate": [{"href": entry.url}],
                "categories": ["user/-/state/com.google/reading-list"],
                "origin": {"streamId": entry.feed, "htmlUrl": "http://news.example/"},
                "summary": {"content": entry.content},
            }
            for id in sorted(asked - self.empty, reverse=True)
            if (entry := self.entries.get(id)) and entry.feed in self.feeds
        ]
        answer = {"id": "user/-/state/com.google/reading-list", "items": items}
        return Reply(json.dumps(answer), content_type="application/json; charset=UTF-8")

    def _edit_tag(self, request: Request) -> Reply:
        form = _form(request)
        ids = {int(value.rpartition("/")[2], 16) for name, value in form if name == "i"}
        if ids & self.unmarkable:
            return Reply("NO")
        for name, value in form:
            if name == "i":
                entry = self.entries.get(int(value.rpartition("/")[2], 16))
                for act, tag in form:
                    if entry and act in ("a", "r"):
                        setattr(entry, tag.rpartition("/")[2], act == "a")
        return Reply("OK")


def _form(request: Request) -> list[tuple[str, str]]:
    return parse_qsl(request.body.decode(), keep_blank_values=True)
