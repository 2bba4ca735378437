"""What can go wrong on the network."""

from reader.errors.base import ZhnewsError
from reader.i18n import N_


class FetchError(ZhnewsError):
    """A request failed on the network."""

    kind = "fetch"
    message = N_("无法读取 {host}。")


class BadAddress(FetchError):
    """Not an http or https address."""

    kind = "refused"
    message = N_("{url} 不是可以打开的网址，网址要以 http:// 或 https:// 开头。")


class BadDayForm(BadAddress):
    """The braces in an address do not say where its day stands."""

    message = N_(
        "“{url}”的花括号里要写全年、月、日，只能用 %Y、%y、%m、%d、%-m、%-d，例如 {example}。"
    )


class NoSuchDay(BadAddress):
    """An address is of a day that does not exist."""

    message = N_("“{url}”里的 {day} 没有这一天。")


class HostUnknown(FetchError):
    """The name has no address."""

    kind = "dns"
    message = N_("找不到主机 {host}，请检查网址和网络。")


class ConnectionFailed(FetchError):
    """The host refuses, or the connection broke."""

    kind = "connect"
    message = N_("无法连接 {host}。")


class NotTrusted(ConnectionFailed):
    """No secure connection: the certificate is not valid, or the host does not speak TLS."""

    kind = "tls"
    message = N_("无法和 {host} 建立安全连接，它的证书无效或不可信。")


class ProxyFailed(ConnectionFailed):
    """The proxy cannot be reached, wants another login, or is none; *proxy* has no login."""

    message = N_("无法使用代理 {proxy}，请检查 [fetch] 里的 proxy：地址、用户名和密码。")


class ProxyRefused(ConnectionFailed):
    """The proxy made no connection to the host."""

    message = N_("代理 {proxy} 没有连上 {host}。")


class TimedOut(FetchError):
    """No full answer within the deadline."""

    kind = "timeout"
    message = N_("{host} 在 {seconds} 秒内没有答复。")


class HttpStatus(FetchError):
    """The server answered with an error; ``retry_after``: the seconds it asks to wait, or 0."""

    kind = "http"
    message = N_("{host} 答复 HTTP {status}。")


class SiteChanged(FetchError):
    """A page that was never read leads to another site: old names are sold."""

    kind = "elsewhere"
    message = N_("{host} 转到了别的网站 {other}；如果它搬到了那里，请按 a 添加那个网址。")


class SiteSold(FetchError):
    """A page that was never read speaks of other things than the place it is listed for."""

    kind = "elsewhere"
    message = N_(
        "{host} 现在像是别的网站，页面上没有提到{place}；如果就要它，用 zhnews fetch --force。"
    )


class LoginNeeded(HttpStatus):
    """The server wants a user name and a password, or refuses those it was given."""

    kind = "auth"
    message = N_("{host} 要求登录，用户名和密码可以写在网址里：http://用户名:密码@主机/。")


class AskedToWait(FetchError):
    """The server asked for patience (Retry-After), which is not over yet."""

    kind = "http"
    message = N_("{host} 请求过一会儿再来，现在不打扰它。")


class SourceGone(FetchError):
    """The server said that the address is gone for good (410)."""

    kind = "http"
    message = N_("{host} 说过这个来源已经没有了（HTTP 410），不再打扰它。")


class BodyTooLarge(FetchError):
    """The answer is beyond the size cap, after inflating."""

    kind = "too_large"
    message = N_("{host} 的答复太大，超过 {limit} MB。")


class TooManyRedirects(FetchError):
    """More than ten redirects, or a circle."""

    kind = "redirect"
    message = N_("{host} 的重定向太多。")


class BadRedirect(FetchError):
    """A redirect to what is no http or https address."""

    kind = "redirect"
    message = N_("{host} 指向一个不能打开的网址。")


class MovedElsewhere(FetchError):
    """A redirect of an interface for programs, which is not followed: it is sent a password."""

    kind = "redirect"
    message = N_("{host} 转到了 {url}，密码没有发到那里；如果那里没有错，请改用那个网址。")


class PrivateAddress(FetchError):
    """A public address led to a private one."""

    kind = "refused"
    message = N_("{host} 指向内部网络，没有打开。")


class BadResponse(FetchError):
    """The answer breaks HTTP: a wrong encoding, a wrong length."""

    kind = "http"
    message = N_("{host} 的答复无法理解。")
