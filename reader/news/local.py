"""A visit to a source on the disk: a folder or a file."""

from reader.model import Feed, Outcome, Source, Status
from reader.news.recording import Recorder
from reader.news.threads import in_thread


async def visit_folder(recorder: Recorder, source: Source) -> Outcome:
    """Read the new and changed files of *source*; a vanished file's article stays.

    Raises InputError, StoreError.
    """
    # The parsers of documents load here and not with the screen.
    from reader.news.documents import read_folder

    reading = await in_thread(read_folder, source, recorder.store.articles.stamps(source.id))
    problem = reading.problem
    record = await recorder.success(source, reading.drafts, problem=problem)
    # Only now: a file is not passed over before its article is stored.
    stamps = {file.key: file.stamp for file in reading.files}
    await in_thread(recorder.store.articles.stamp, source.id, stamps)
    status: Status = "error" if problem else "ok" if reading.files else "not_modified"
    return Outcome(
        source=record.source,
        status=status,
        new=record.new,
        updated=record.updated,
        problem=problem,
        final_url=source.url,
        feed=Feed(title=source.title, entries=tuple(reading.drafts)),
    )
