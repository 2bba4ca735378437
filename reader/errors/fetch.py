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

    message = N_("“{url}”里的日期 {day} 不存在。")


class HostUnknown(FetchError):
    """The name has no address."""

    kind = "dns"
    message = N_("找不到网站 {host}，请检查网址和网络。")


class ConnectionFailed(FetchError):
    """The host refuses, or the connection broke."""

    kind = "connect"
    message = N_("无法连接 {host}，请检查网络，或稍后再试。")


class NotTrusted(ConnectionFailed):
    """No secure connection: the certificate is not valid, or the host does not speak TLS."""

    kind = "tls"
    message = N_("无法安全地连接 {host}：它的证书无效或不可信，请检查网址和这台机器的时间。")


class ProxyFailed(ConnectionFailed):
    """The proxy cannot be reached, wants another login, or is none; *proxy* has no login."""

    message = N_("无法使用代理 {proxy}，请检查 [fetch] 里的 proxy：地址、用户名和密码。")


class ProxyRefused(ConnectionFailed):
    """The proxy made no connection to the host."""

    message = N_("代理 {proxy} 没有连上 {host}，请检查网址，或稍后再试。")


class TimedOut(FetchError):
    """No full answer within the deadline."""

    kind = "timeout"
    message = N_("{host} 在 {seconds} 秒内没有答复完，请稍后再试。")


class HttpStatus(FetchError):
    """The server answered with an error; ``retry_after``: the seconds it asks to wait, or 0."""

    kind = "http"
    message = N_("{host} 没有给出这个网页，它答复了错误（HTTP {status}）。")


class PageMissing(HttpStatus):
    """There is no such page: 404 or 410."""

    message = N_("{host} 上没有这个网页（HTTP {status}），请检查网址。")


class PageForbidden(HttpStatus):
    """The page is not for programs, not for this country, or not public: 403 or 451."""

    message = N_("{host} 不让读这个网页（HTTP {status}），请在浏览器中打开看看。")


class AskedTooOften(HttpStatus):
    """The server had too many requests: 429."""

    message = N_("{host} 嫌问得太多（HTTP {status}），请过一会儿再试。")


class ServerFailed(HttpStatus):
    """The fault is the server's: 500 and above."""

    message = N_("{host} 出了故障（HTTP {status}），请稍后再试。")


class SiteChanged(FetchError):
    """A page that was never read leads to another site: old names are sold."""

    kind = "elsewhere"
    message = N_("{host} 转到了别的网站 {other}；如果它搬到了那里，请添加那个网址。")


class SiteSold(FetchError):
    """A page that was never read speaks of other things than the place it is listed for."""

    kind = "elsewhere"
    message = N_(
        "{host} 现在像是别的网站，页面上没有提到{place}；如果就要它，请运行 zhnews fetch --force。"
    )


class LoginNeeded(HttpStatus):
    """The server wants a user name and a password, or refuses those it was given."""

    kind = "auth"
    message = N_("{host} 要求登录，请把用户名和密码写在网址里：http://用户名:密码@主机/。")


class AskedToWait(FetchError):
    """The server asked for patience (Retry-After), which is not over yet."""

    kind = "http"
    message = N_("{host} 请求过一会儿再来，现在没有问它，请稍后再试。")


class SourceGone(FetchError):
    """The server said that the address is gone for good (410)."""

    kind = "http"
    message = N_(
        "{host} 说过这个来源已经没有了（HTTP 410），不再问它；要再试，请运行 zhnews fetch --force。"
    )


class BodyTooLarge(FetchError):
    """The answer is beyond the size cap, after inflating."""

    kind = "too_large"
    message = N_("{host} 的答复太大，超过 {limit} MB，没有读取。")


class TooManyRedirects(FetchError):
    """More than ten redirects, or a circle."""

    kind = "redirect"
    message = N_("{host} 把网址转来转去，没有尽头，请检查网址。")


class BadRedirect(FetchError):
    """A redirect to what is no http or https address."""

    kind = "redirect"
    message = N_("{host} 转到了一个不能打开的网址，请检查网址。")


class MovedElsewhere(FetchError):
    """A redirect of an interface for programs, which is not followed: it is sent a password."""

    kind = "redirect"
    message = N_("{host} 转到了 {url}，密码没有发到那里；如果那里没有错，请改用那个网址。")


class PrivateAddress(FetchError):
    """A public address led to a private one."""

    kind = "refused"
    message = N_("{host} 指向内部网络，为了安全没有打开。")


class BadResponse(FetchError):
    """The answer breaks HTTP: a wrong encoding, a wrong length."""

    kind = "http"
    message = N_("{host} 的答复读不懂，请稍后再试。")
