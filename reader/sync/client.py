"""The Google Reader API: what a server is asked, and what it answers, as FreshRSS speaks it.

Nothing here goes by the clock of this machine. An answer that is not whole is an error, never a
shorter list: whatever is missing in the list of the unread would count as read.
"""

from collections.abc import Sequence
from contextlib import suppress
from typing import Never, TypeVar
from urllib.parse import urlencode

import msgspec

from reader.errors import (
    HttpStatus,
    LoginNeeded,
    MarkRefused,
    MovedElsewhere,
    NoReaderApi,
    SubscriptionRefused,
    SyncError,
)
from reader.fetch.client import Client, Response
from reader.i18n import N_
from reader.sync.records import (
    LABEL,
    READ,
    Added,
    Content,
    Ids,
    Item,
    ItemContents,
    ItemId,
    Login,
    Subscription,
    SubscriptionList,
    item_id,
    long_form,
)
from reader.text.clean import clean, display_url, host_of

T = TypeVar("T")
Form = Sequence[tuple[str, str]]

PAGE = 100_000
"""Ids that are asked for at once; a server may answer with fewer, and how to go on."""
BATCH = 100
"""Items of one request, at most, of which a server has the contents at hand."""
REASON = 200
"""Characters that are shown of a server's own words."""
PAGES, IDS = 1_000, 1_000_000
"""Answers that one list of ids may take, and ids that it may have."""
NOT_THERE = (404, 405, 410)
"""What a web server answers where it has no such interface."""
BAD_REQUEST = 400
TAG = "edit-tag"
"""The request that tags items."""


class Api:
    """What *login* may do, over *client*, which is asked one thing at a time.

    It logs in at the first request, and anew once the server has forgotten its session or its
    token. Every method raises FetchError and SyncError; after either the server may or may not have
    done what it was asked.
    """

    def __init__(self, client: Client, login: Login) -> None:
        self._client = client
        self._login = login
        self.url = login.url.rstrip("/")
        self._authorization = ""
        self._token = ""
        self.moment: int | None = None
        """The server's clock at its last answer that tells, in epoch seconds."""

    async def subscriptions(self) -> list[Subscription]:
        """Return all subscriptions, in the server's order."""
        answer = await self._get("subscription/list", (), SubscriptionList)
        return [each.subscription() for each in answer.subscriptions]

    async def subscribe(self, url: str) -> str:
        """Subscribe to a feed and return its stream. Raises SubscriptionRefused too."""
        body = await self._post("subscription/quickadd", [("quickadd", url)])
        answer = self._decoded(body, Added)
        if not answer.num_results or not answer.stream_id:
            reason = clean(answer.error)[:REASON]
            raise SubscriptionRefused(host=self._host, url=display_url(url), reason=reason)
        return answer.stream_id

    async def rename(self, feed: str, title: str) -> None:
        """Set the title of a subscription."""
        await self._command("subscription/edit", [("ac", "edit"), ("s", feed), ("t", title)])

    async def file(self, feed: str, label: str, out_of: Sequence[str]) -> None:
        """Move a subscription *out_of* folders to another, which is made where there is none.

        An empty *label* is no folder.
        """
        form = [("ac", "edit"), ("s", feed)]
        form += [("a", LABEL + label)] if label else []
        form += [("r", LABEL + each) for each in out_of if each != label]
        await self._command("subscription/edit", form)

    async def unsubscribe(self, feed: str) -> None:
        """End a subscription."""
        await self._command("subscription/edit", [("ac", "unsubscribe"), ("s", feed)])

    async def ids(self, stream: str, *, unread: bool = False, since: int = 0) -> list[str]:
        """Return the ids of all items of *stream*, the newest first.

        *unread*: of those alone. *since*: of what came to the server from then on, in epoch seconds
        by its clock. Raises SyncError.
        """
        query = [("s", stream), ("n", str(PAGE))]
        query += [("xt", READ)] if unread else []
        query += [("ot", str(since))] if since else []
        found: dict[str, None] = {}
        seen, go_on = set[str](), ""
        while len(seen) < PAGES and len(found) <= IDS:
            more = [("c", go_on)] if go_on else []
            answer = await self._get("stream/items/ids", [*query, *more], Ids)
            found |= dict.fromkeys(item_id(each.id) for each in answer.item_refs)
            go_on = str(answer.continuation or "")
            if not go_on:
                return list(found)
            if go_on in seen:
                raise SyncError(N_("{host} 的答复不完整，下次同步时再试。"), host=self._host)
            seen.add(go_on)
        raise SyncError(
            N_("{host} 列出的文章没有尽头，没有同步；请告诉管理这个服务器的人。"), host=self._host
        )

    async def contents(self, ids: Sequence[str]) -> tuple[list[Item], list[str]]:
        """Return the items of at most `BATCH` *ids*, without those that the server lacks.

        And the ids of others that cannot be read, an empty one where even that cannot.
        """
        form = [("i", long_form(id)) for id in ids]
        body = await self._post("stream/items/contents?output=json", form)
        answer = self._decoded(body, ItemContents)
        items, unreadable = list[Item](), list[str]()
        for each in answer.items:
            try:
                items.append(msgspec.json.decode(each, type=Content, strict=False).item())
            except (ValueError, RecursionError):
                unreadable.append(_id_of(each))
        return items, unreadable

    async def tag(self, ids: Sequence[str], tag: str, present: bool = True) -> None:
        """Add *tag* to at most `BATCH` items, or remove it: `READ` or `STARRED`.

        Raises MarkRefused where the server will not do that for some of them, whenever it is asked.
        """
        form = [("i", long_form(id)) for id in ids]
        body = await self._post(TAG, [*form, ("a" if present else "r", tag)])
        if body.strip().upper() == b"NO":
            raise MarkRefused(host=self._host)
        self._require_ok(body)

    @property
    def _host(self) -> str:
        return host_of(self.url)

    async def _get(self, name: str, query: Form, type: type[T]) -> T:
        path = f"/reader/api/0/{name}?{urlencode([('output', 'json'), *query])}"
        return self._decoded(await self._signed(path), type)

    async def _post(self, name: str, form: Form) -> bytes:
        return await self._signed(f"/reader/api/0/{name}", form)

    async def _command(self, name: str, form: Form) -> None:
        self._require_ok(await self._post(name, form))

    def _require_ok(self, body: bytes) -> None:
        if body.strip() != b"OK":
            self._refuse(body)

    async def _signed(self, path: str, form: Form | None = None) -> bytes:
        """Ask as the user; once more with a new login where the old one is not good any more."""
        if self._authorization:
            try:
                return await self._ask_signed(path, form)
            except LoginNeeded:
                self._authorization = self._token = ""
        await self._log_in()
        try:
            return await self._ask_signed(path, form)
        except LoginNeeded:
            raise self._login_refused() from None

    async def _ask_signed(self, path: str, form: Form | None) -> bytes:
        if form is None:
            return (await self._ask(path)).body
        if not self._token:
            self._token = (await self._ask("/reader/api/0/token")).body.decode("latin-1").strip()
        return (await self._ask(path, [*form, ("T", self._token)])).body

    async def _log_in(self) -> None:
        form = [("Email", self._login.user), ("Passwd", self._login.password)]
        try:
            body = (await self._ask("/accounts/ClientLogin", form)).body
        except LoginNeeded:
            raise self._login_refused() from None
        lines = body.decode("latin-1").splitlines()
        auth = next((line for line in lines if line.startswith("Auth=")), "")
        if not auth:
            self._refuse(body)
        self._authorization = f"GoogleLogin auth={auth[5:].strip()}"

    async def _ask(self, path: str, form: Form | None = None) -> Response:
        data = None if form is None else urlencode(form).encode()
        try:
            response = await self._client.call(
                self.url + path, form=data, authorization=self._authorization
            )
            self.moment = response.date or self.moment
            return response
        except HttpStatus as error:
            status = error.params["status"]
            if path.endswith(TAG) and status in (BAD_REQUEST, *NOT_THERE):
                raise MarkRefused(host=self._host) from None
            if status in NOT_THERE:
                raise NoReaderApi(host=self._host) from None
            raise
        except MovedElsewhere as error:
            there = str(error.params["url"])
            name = path.partition("?")[0]
            raise MovedElsewhere(host=self._host, url=there.partition(name)[0]) from None

    def _decoded(self, body: bytes, type: type[T]) -> T:
        try:
            return msgspec.json.decode(body, type=type, strict=False)
        except (ValueError, RecursionError):
            self._refuse(body)

    def _refuse(self, body: bytes) -> Never:
        if body.lstrip().startswith(b"<"):
            raise NoReaderApi(host=self._host)
        raise SyncError(N_("{host} 的答复不完整，下次同步时再试。"), host=self._host)

    def _login_refused(self) -> SyncError:
        return SyncError(
            N_(
                "{host} 不接受用户 {user} 的密码；FreshRSS 要在“设置 → 账户”里另设 API 密码，"
                "请用那个密码。"
            ),
            kind="auth",
            host=self._host,
            user=clean(self._login.user),
        )


def _id_of(item: msgspec.Raw) -> str:
    with suppress(ValueError, RecursionError):
        return item_id(msgspec.json.decode(item, type=ItemId).id)
    return ""
