"""A visit to a source on the disk: a folder or a file."""

from collections.abc import Callable

from reader.model import Feed, Outcome, Problem, Source, Status
from reader.news.recording import Recorder
from reader.news.threads import in_thread


async def visit_folder(
    recorder: Recorder, source: Source, told: Callable[[int, int], None]
) -> Outcome:
    """Read the new and changed files of *source*; a vanished file's article stays.

    *told* hears how many files have been read, of how many. Raises InputError, StoreError.
    """
    # The parsers of documents load here and not with the screen.
    from reader.news.documents import Failures, find_files, read_files

    failures = Failures()
    articles = recorder.store.articles
    files = await in_thread(find_files, source, articles.stamps(source.id), failures)
    problem: Problem | None = None
    new = updated = seen = 0
    readings = read_files(source, files, failures)
    while reading := await in_thread(next, readings, None):
        problem = failures.problem
        record = await recorder.success(source, reading.drafts, problem=problem)
        source, new, updated = record.source, new + record.new, updated + record.updated
        # Only now: a file is not passed over before its article is stored.
        stamps = {file.key: file.stamp for file in reading.files}
        await in_thread(articles.stamp, source.id, stamps)
        seen += reading.seen
        told(seen, len(files))
    status: Status = "error" if problem else "ok" if files else "not_modified"
    return Outcome(
        source=source,
        status=status,
        new=new,
        updated=updated,
        problem=problem,
        final_url=source.url,
        feed=Feed(title=source.title),
    )
