"""What can go wrong between zhnews and the server with which it is kept in step."""

from reader.errors.base import ZhnewsError
from reader.i18n import N_


class SyncError(ZhnewsError):
    """The server does not do what the Google Reader API promises."""

    kind = "sync"
    message = N_("无法和 {host} 同步。")


class SyncLoginRefused(SyncError):
    """The user name or the password is wrong."""

    kind = "auth"
    message = N_(
        "{host} 不接受用户 {user} 的密码；FreshRSS 要在“设置 → 账户”里另设 API 密码，请用那一个。"
    )


class NoReaderApi(SyncError):
    """What answers there is something else, such as a web page."""

    message = N_(
        "{host} 在这个网址上没有 Google Reader API；FreshRSS 的网址以 /api/greader.php 结尾。"
    )


class SyncAnswerBroken(SyncError):
    """An answer is empty, breaks off, or says something else than was asked."""

    message = N_("{host} 的答复不完整，下次同步时再试。")


class SubscriptionRefused(SyncError):
    """The server cannot subscribe to an address; *reason* is what it says."""

    message = N_("{host} 没有订阅 {url}：{reason}")
