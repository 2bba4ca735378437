"""Work that waits is done in steps, by whoever comes."""

import subprocess
import sys
from pathlib import Path

from reader.model import Block, Count, Draft, Source
from reader.news.placements import place_at_first, version
from reader.news.refresh.identity import decide, identify
from reader.news.work import CATCH_UP, catch_up, waiting, work
from reader.store.queue import INDEX, PLACE, STORY
from reader.store.store import Store
from reader.view import View
from tests.news.test_identity import NOW
from tests.store.making import put

WORKER = """
import sys
from pathlib import Path
from reader.news.work import work
from reader.store.store import Store

with Store.open(Path(sys.argv[1])) as store:
    for step in work(store, 2):
        print(step, flush=True)
"""


def fill(store: Store, headlines: list[str]) -> Source:
    source = store.sources.add(Source(url="https://a.example/feed", region="220000"))
    text = (Block("paragraph", "很热闹。"),)
    drafts = [Draft(headline=headline, guid=headline, blocks=text) for headline in headlines]
    puts = decide(identify(drafts), [], now=NOW, place=lambda d: place_at_first(source, d))
    store.articles.commit(source, puts)
    return source


def regions(store: Store) -> dict[str, str | None]:
    return {head.headline: head.region for head in store.articles.heads(store.articles.ids(View()))}


def test_articles_are_placed_by_their_text_step_by_step() -> None:
    with Store.open(None) as store:
        fill(store, ["长春市来了候鸟", "吉林市来了候鸟", "江边来了候鸟"])
        assert set(regions(store).values()) == {"220000"}
        assert waiting(store) == 9
        steps = list(work(store, 2))
        tasks = [(step.task, step.seen) for step in steps]
        assert tasks == [(INDEX, 3), (PLACE, 2), (PLACE, 1), (STORY, 2), (STORY, 1)]
        assert sum(step.moved for step in steps) == 2
        assert regions(store) == {
            "长春市来了候鸟": "220100",
            "吉林市来了候鸟": "220200",
            "江边来了候鸟": "220000",
        }
        assert list(work(store)) == []


def test_a_step_that_was_not_waited_for_is_done_by_the_next_worker() -> None:
    with Store.open(None) as store:
        fill(store, ["长春市来了候鸟", "吉林市来了候鸟"])
        next(work(store, 1))
        assert waiting(store) == 4
        assert sum(step.seen for step in work(store)) == 4


def test_what_comes_meanwhile_is_indexed_before_the_rest_goes_on() -> None:
    with Store.open(None) as store:
        source = fill(store, ["长春市来了候鸟", "吉林市来了候鸟"])
        steps = work(store, 1)
        tasks = [next(steps).task for _ in range(2)]
        store.articles.commit(source, [put("又来了")])
        tasks += [step.task for step in steps]
        assert tasks == [INDEX, PLACE, INDEX, PLACE, PLACE, STORY, STORY, STORY]


def test_a_worker_that_is_killed_loses_nothing(tmp_path: Path) -> None:
    path = tmp_path / "zhnews.db"
    with Store.open(path) as store:
        fill(store, [f"长春市来了候鸟（{number}）" for number in range(200)])
    command = [sys.executable, "-c", WORKER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and any(PLACE in line for line in process.stdout)
        process.kill()
    with Store.open(path) as store:
        assert store.marks.counts()["220100"].total == 200 - store.queue.waiting(PLACE)
        assert 0 < waiting(store) < 600
        list(work(store))
        assert store.marks.counts()["220100"] == Count(200, 200)


def test_a_new_gazetteer_places_what_is_stored_anew() -> None:
    with Store.open(None) as store:
        source = fill(store, ["长春市来了候鸟"])
        list(work(store))
        store.sources.rule(source.id, "220100", "220200")
        assert waiting(store) == 0
        store.queue.renew("place", "an older gazetteer")
        assert waiting(store) == 1
        list(work(store))
        assert regions(store) == {"长春市来了候鸟": "220200"}


def test_the_version_is_the_datas() -> None:
    assert version() == version()
    assert len(version().split()) == 2


def test_a_search_catches_up_with_a_refresh_but_not_with_everything() -> None:
    with Store.open(None) as store:
        fill(store, [f"长春市来了候鸟（{number}）" for number in range(CATCH_UP + 1)])
        catch_up(store, PLACE)
        assert store.queue.waiting(PLACE) == 1
        catch_up(store, INDEX)
        assert store.queue.waiting(INDEX) == 1


def test_a_search_goes_on_where_nothing_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / "zhnews.db"
    with Store.open(path) as store, Store.open(path, patience=0) as searching:
        fill(store, ["长春市来了候鸟"])
        with store._database.write():
            catch_up(searching, PLACE)
            catch_up(searching, INDEX)
        assert waiting(store) == 3
