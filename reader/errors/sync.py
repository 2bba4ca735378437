"""What can go wrong between zhnews and the server with which it is kept in step."""

from reader.errors.base import UsageError, ZhnewsError
from reader.i18n import N_


class SyncError(ZhnewsError):
    """The server does not do what the Google Reader API promises."""

    kind = "sync"
    message = N_("无法和 {host} 同步。")


class SyncLoginRefused(SyncError):
    """The user name or the password is wrong."""

    kind = "auth"
    message = N_(
        "{host} 不接受用户 {user} 的密码；FreshRSS 要在“设置 → 账户”里另设 API 密码，请用那个密码。"
    )


class NoReaderApi(SyncError):
    """What answers there is something else, such as a web page."""

    message = N_(
        "{host} 的这个网址不能用来同步，那里没有 Google Reader API；"
        "FreshRSS 的网址以 /api/greader.php 结尾。"
    )


class SyncAnswerBroken(SyncError):
    """An answer is empty, breaks off, or says something else than was asked."""

    message = N_("{host} 的答复不完整，下次同步时再试。")


class EndlessList(SyncError):
    """A list of ids goes on and on."""

    message = N_("{host} 列出的文章没有尽头，没有同步；请告诉管理这个服务器的人。")


class OtherServer(SyncError):
    """There is another server than before, which *n* changes made here were meant for."""

    message = N_(
        "{host} 不是原来的服务器，要送到原来那个的改动还有 {n} 处；"
        "请先和原来的同步，或者放弃它们：zhnews sync login 网址 --force。"
    )


class MarkRefused(SyncError):
    """The server will not have a mark."""

    message = N_("{host} 不接受这些标记。")


class SubscriptionRefused(SyncError):
    """The server cannot subscribe to an address; *reason* is what it says."""

    message = N_("{host} 没有订阅 {url}：{reason}")


class NoSyncServer(UsageError):
    """No server was named."""

    kind = "sync"
    message = N_("还没有要同步的服务器，请先运行 zhnews sync login 网址。")


class NoSyncPassword(SyncError):
    """The password is nowhere to be found."""

    kind = "auth"
    message = N_(
        "没有 {host} 的密码，请运行 zhnews sync login，或设置 [sync] 里的 password_command。"
    )


class PasswordCommandFailed(SyncError):
    """The command of ``password_command`` says no password."""

    kind = "auth"
    message = N_("password_command 里的 {command} 没有输出密码，请在终端里运行它看看。")


class PasswordFileOpen(SyncError):
    """Others can read the file that holds the password."""

    kind = "auth"
    message = N_("{path} 里有密码，别的用户也能读；只留给自己：chmod 600 {path}")
