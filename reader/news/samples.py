"""Libraries in memory: the samples of the first start, paths of the command line, one article."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from reader.errors import EmptyInput
from reader.extract.decode import TEXT, decode
from reader.model import Draft, Source
from reader.news.library import Library
from reader.news.refresh.folders import folder_source, scan
from reader.store.store import Store
from reader.text.clean import host_of


def samples_dir() -> Path:
    """Return the folder of the sample articles, whose subfolders are named after regions."""
    return Path(__file__).parent.parent / "data" / "samples"


def samples() -> Library:
    """Return a library in memory over the samples: one folder source, not yet read."""
    store = Store.open(None)
    store.sources.add(folder_source(samples_dir()))
    return Library(store, samples=True)


@contextmanager
def open_samples() -> Iterator[Library]:
    """Open `samples`, and close them in the end."""
    library = samples()
    with library.store:
        yield library


async def article_alone(article: Draft, now: Callable[[], datetime]) -> Library:
    """Return a library in memory that holds *article* and nothing else."""
    from reader.news.refresh.recorder import Recorder

    store = Store.open(None)
    site = Source(url=article.url, kind="page", name=host_of(article.url), enabled=False)
    await Recorder(store, now).success(store.sources.add(site), [article])
    return Library(store, now=now)


def check_file(path: Path) -> None:
    """Raise NotText, EmptyInput or InputError where *path* is not a readable file.

    A folder passes: its files are reported one by one.
    """
    if not path.is_dir():
        for file in scan(path, lambda error: None):
            if not decode(file.read()[:TEXT], kind="text", name=path.name).strip():
                raise EmptyInput(name=path.name)


@contextmanager
def open_paths(paths: Sequence[Path]) -> Iterator[Library]:
    """Open a library in memory with a source for each of *paths*, not yet read.

    Raises FileMissing for a missing path, and what `check_file` raises for a file: errors in what
    was typed are reported before the screen opens.
    """
    sources = [folder_source(path) for path in paths]
    for source in sources:
        check_file(Path(source.url))
    with Store.open(None) as store:
        for source in sources:
            store.sources.add(source)
        yield Library(store)
