"""Working through the queue in the database, with a progress bar."""

from reader.cli.context import Context
from reader.cli.output import Progress
from reader.i18n import N_, _
from reader.news.work import KEEP, TRIM, Step, waiting, work
from reader.store.queue import INDEX, PLACE, RULE, STORY
from reader.store.store import Store

_NAMES = {
    PLACE: N_("定地区"),
    INDEX: N_("编索引"),
    STORY: N_("找转载"),
    RULE: N_("按规则处理"),
    KEEP: N_("清理旧文章"),
    TRIM: N_("收回空位"),
}
"""The labels of the tasks in the progress bar."""


def do_work(store: Store, context: Context) -> dict[str, Step]:
    """Do all queued work; return the sum of the steps of each task. Raises StoreError."""
    done = {task: Step(task, 0) for task in _NAMES}
    with Progress(waiting(store), quiet=context.json) as progress:
        for step in work(store, folds=context.config.ui.reprints, keep=context.config.keep):
            before = done[step.task]
            done[step.task] = Step(step.task, before.seen + step.seen, before.moved + step.moved)
            progress.step(_(_NAMES[step.task]), step.seen)
    return done
