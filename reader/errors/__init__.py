"""What can go wrong, as one tree; each module has the errors of one subject.

Each class has a ``kind`` for programs and a ``message``, the sentence for the reader, whose
parameters are the keywords it is raised with. What a visit to a source can come to has one of
eleven kinds: dns, connect, tls, timeout, too_large, redirect, http, auth, not_a_feed, parse and
refused::

    ZhnewsError
    ├── UsageError          the command line or the config says something impossible
    │   ├── ConfigError, BadArguments, NotUtf8, FileThere, NoTerminal, PlainTerminal
    │   ├── UnknownRegion, AmbiguousRegion, NoSyncServer
    │   └── BadQuery
    │       ├── UnknownQueryField, EmptyQueryField, BadQueryValue
    │       └── QueryTooLong, NotSearchable, NothingSought
    ├── InputError          a file or a page cannot be read as an article or a feed
    │   ├── FileMissing, FileUnreadable, NotAFile, IsAFolder, PathTooLong, CircularLink
    │   ├── FileUnwritable, NoRoom
    │   ├── NotText, EmptyInput, InputTooLarge
    │   ├── NotAPicture, PictureTooLarge
    │   ├── NotAFeed, NothingListed, NoChannel, NoEdition, ScriptOnly, NotOpml, NotAnArticle
    │   ├── PageShortened
    │   ├── Unparsable, UnparsableUnlogged, ParserStopped
    │   ├── BadRecord, BadItem, BadField, BadHtml, ItemTooLong
    │   ├── UnknownArticle, UnknownSource, UnknownRule, NoArticles
    │   └── SameFile, DeclaredSource, SourceReplaced
    ├── FetchError          the network
    │   ├── BadAddress, BadDayForm, NoSuchDay
    │   ├── HostUnknown, ConnectionFailed, NotTrusted, TimedOut
    │   ├── ProxyFailed, ProxyRefused
    │   ├── HttpStatus, PageMissing, PageForbidden, AskedTooOften, ServerFailed, LoginNeeded
    │   ├── AskedToWait, SourceGone, SiteChanged, SiteSold
    │   ├── BodyTooLarge, TooManyRedirects, BadRedirect, PrivateAddress, BadResponse
    │   └── MovedElsewhere
    ├── SyncError           the server with which zhnews is kept in step
    │   ├── SyncLoginRefused, NoReaderApi, SyncAnswerBroken, EndlessList
    │   ├── OtherServer, MarkRefused, SubscriptionRefused
    │   └── NoSyncPassword, PasswordCommandFailed, PasswordFileOpen
    ├── Unexpected          a fault of ours
    │   └── UnexpectedUnlogged
    ├── StreamFailed        a standard stream is closed or full
    │   └── StreamUnreadable, StreamUnwritable
    ├── ProcessEnded        a background process was ended
    ├── NoBrowser           no browser to open a page in
    ├── NoClipboard         nothing takes what is copied
    ├── BadCommand          a command that was typed cannot be read
    │   └── ShellNeeded
    ├── CommandMissing      a command that the reader named is not there
    ├── NoPictureLibrary    the extra that draws pictures is not installed
    └── StoreError          the database
        ├── StoreBusy, StoreDamaged, IndexDamaged, StoreReadOnly
        ├── StoreNewer, StoreOlder, StoreForeign
        └── DiskFull, DiskFailed, StoreUnreachable, StoreReplaced, StoreGone, ChangesLost
"""

from reader.errors.base import *
from reader.errors.fetch import *
from reader.errors.files import *
from reader.errors.news import *
from reader.errors.parsing import *
from reader.errors.process import *
from reader.errors.query import *
from reader.errors.store import *
from reader.errors.sync import *
from reader.errors.usage import *
