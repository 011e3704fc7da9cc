"""Worker processes: order, deadlines, deaths, memory; and reading ahead."""

import ctypes
import os
import pickle
import signal
import threading
import time
from typing import ClassVar

import pytest

from docclean.engine.feed import Feed, Nothing, Prefetch
from docclean.engine.pool import Pool
from docclean.engine.starters import ForkServer, Spawner
from docclean.engine.worker import Limits
from docclean.errors import DeadlineError, DoccleanError, MemoryLimitError, StageError, WorkerError


def work(item):
    """What workers do here: an item says what becomes of it."""
    name, *rest = item.split()
    if name == "sleep":
        time.sleep(float(rest[0]))
    elif name == "spin":
        # Inside of C, where no Python signal handler would ever run.
        ctypes.CDLL(None).pause()
    elif name == "signal":
        os.kill(os.getpid(), int(rest[0]))
    elif name == "exit":
        os._exit(7)
    elif name == "eat":
        return len(bytearray(int(rest[0])))
    elif name == "raise":
        raise ValueError("odd")
    elif name == "once" and not os.path.exists(rest[0]):
        with open(rest[0], "w"):
            os.kill(os.getpid(), signal.SIGKILL)
    return item.upper()


def pool_of(jobs, **options):
    """A pool that does the work above; forks of one server, which are there at once."""
    limits = options.setdefault("limits", Limits())
    starter = ForkServer(pickle.dumps(work), limits)
    return Pool(starter, jobs, load=lambda item: item or None, size=len, **options)


def outcomes(items, jobs=2, **limits):
    """Items and their results, in order."""
    return [(found.item, found.result) for found in pool_of(jobs, limits=Limits(**limits)).outcomes(Feed(items))]


def results(items, **options):
    """As `outcomes`, without the items and with types of errors."""
    return [type(r) if isinstance(r, DoccleanError) else r for _, r in outcomes(items, **options)]


def test_fresh_interpreters_do_the_same():
    """Where this process may not be copied, workers are interpreters of their own."""
    pool = Pool(Spawner(pickle.dumps(work), Limits()), 1, load=lambda item: item, size=len)
    assert [found.result for found in pool.outcomes(Feed(["a", "b"]))] == ["A", "B"]


@pytest.mark.parametrize("jobs", [1, 3])
def test_order_is_kept(jobs):
    """Answers come in the order of the items, however long each takes; an item without work is passed through."""
    items = ["sleep 0.2", "", *(f"item {n}" for n in range(150)), "raise", "end"]
    assert results(items, jobs=jobs) == [
        "SLEEP 0.2",
        None,
        *(f"ITEM {n}" for n in range(150)),
        StageError,
        "END",
    ]


def test_workers_go_with_who_started_them():
    """However a run ends, even killed, its workers are gone soon after, also one that hangs."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        try:
            limits = Limits(timeout=1)
            pool = Pool(ForkServer(pickle.dumps(work), limits), 1, load=lambda item: item, size=len, limits=limits)
            found = pool.outcomes(Feed(["a", "sleep 1000"]))
            next(found)
            pool._assign(Feed([]))
            os.write(writing, str(pool._workers[0].process.pid).encode())
            time.sleep(100)
        finally:
            os._exit(0)
    worker = int(os.read(reading, 20))
    time.sleep(0.3)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    deadline = time.monotonic() + 25
    while _lives(worker) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not _lives(worker)


def test_without_its_server_a_run_ends_with_an_error():
    """If the process that starts workers is killed, that is said, and no worker is left."""
    limits = Limits()
    server = ForkServer(pickle.dumps(work), limits)
    pool = Pool(server, 1, load=lambda item: item, size=len, limits=limits)
    found = pool.outcomes(Feed(["a", "exit", "b"]))
    assert next(found).result == "A"
    os.kill(server._pid, signal.SIGKILL)
    with pytest.raises(DoccleanError, match="is gone"):
        list(found)


def _lives(pid):
    """Whether a process is there and no zombie."""
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_only_the_guilty_fail():
    """Who kills its worker or takes too long fails alone, and all the others are done."""
    bad = {5: "signal 11", 6: "signal 9", 12: "exit", 20: "spin", 21: "sleep 60", 33: "signal 15"}
    items = [bad.get(n, f"item {n}") for n in range(40)]
    expected = [
        {"signal 11": WorkerError, "signal 9": WorkerError, "exit": WorkerError}.get(
            item, DeadlineError if item in ("spin", "sleep 60") else item.upper()
        )
        for item in items
    ]
    start = time.monotonic()
    assert results(items, timeout=0.5) == expected
    assert time.monotonic() - start < 45


def test_what_killed_it_is_said():
    """The message names the document, and how the process ended."""
    found = dict(outcomes(["signal 11", "exit"]))
    assert "SIGSEGV" in str(found["signal 11"]) and "signal 11" in str(found["signal 11"])
    assert "exit code 7" in str(found["exit"])


def test_killed_from_outside_is_done_again(tmp_path):
    """A worker that dies once costs nothing: its document is tried again alone."""
    item = f"once {tmp_path / 'mark'}"
    assert results(["a", item, "b"]) == ["A", item.upper(), "B"]


def test_memory_is_limited():
    """A document that needs more than a worker may have fails; the same without limit does not."""
    items = ["a", f"eat {3 * 2**30}", f"eat {2**20}", "b"]
    assert results(items, max_memory=2 * 2**30) == ["A", MemoryLimitError, 2**20, "B"]


def broken_start(*_):
    """Never called: workers cannot even find it."""


def test_workers_that_cannot_begin_are_an_error():
    """What pickles here and not there ends the run with an error, and not in a loop."""
    packed = pickle.dumps(broken_start).replace(b"broken_start", b"nobody_there")
    limits = Limits(silent=True)
    pool = Pool(ForkServer(packed, limits), 1, load=lambda item: item, size=len, limits=limits)
    with pytest.raises(DoccleanError, match="before they begin"):
        list(pool.outcomes(Feed(["a"])))


def test_draining_finishes_what_is_under_way():
    """After the flag no item is taken any more; those that workers have come out."""
    pool = pool_of(1)
    taken = []
    found = pool.outcomes(Feed(taken.append(n) or "sleep 0.05" for n in range(1000)))
    first = next(found)
    pool.draining = True
    rest = list(found)
    assert first.result == "SLEEP 0.05"
    assert 1 + len(rest) == len(taken) < 100


def test_no_process_is_left():
    """Whoever stops in the middle leaves no worker behind, even one that hangs."""
    pool = pool_of(2)
    found = pool.outcomes(Feed(["a", "sleep 100", "b", "sleep 100"]))
    assert next(found).result == "A"
    processes = [worker.process.pid for worker in pool._workers]
    found.close()
    assert processes
    for process in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_prefetch_reads_ahead_within_bounds():
    """No more is read than may be held, and what was read comes in order, then the end."""
    read = []
    feed = Prefetch((read.append(n) or "x" * 100 for n in range(1000)), len, max_size=5000)
    time.sleep(0.1)
    assert len(read) < 50
    taken = []
    while (item := feed.take()) is not Nothing.MORE:
        if item is not Nothing.YET:
            taken.append(item)
    assert len(taken) == len(read) == 1000


def test_prefetch_says_when_there_is_more():
    """Where nothing is there yet, the descriptor can be read once there is."""
    gate = threading.Event()

    def items():
        yield "a"
        gate.wait()
        yield "b"

    feed = Prefetch(items(), len)
    seen = []
    while len(seen) < 1:
        seen += [item] if (item := feed.take()) is not Nothing.YET else []
    assert feed.take() is Nothing.YET
    gate.set()
    import select

    assert select.select([feed.signal], [], [], 10)[0]
    assert feed.take() == "b"


def test_prefetch_raises_what_reading_raised():
    """An exception of the iterable comes out behind the items before it."""

    def items():
        yield "a"
        raise RuntimeError("gone")

    feed = Prefetch(items(), len)
    time.sleep(0.05)
    assert feed.take() == "a"
    with pytest.raises(RuntimeError, match="gone"):
        feed.take()


class Warmed:
    """Work that knows whether it was prepared in the process that starts workers."""

    loaded: ClassVar[list[int]] = []

    def __call__(self, item):
        return self.loaded[:]

    def warm(self):
        self.loaded.append(os.getpid())


def test_what_all_workers_need_is_loaded_once():
    """It is there in every worker, loaded by the process that all of them are copies of, and not here."""
    server = ForkServer(pickle.dumps(Warmed()), Limits())
    found = [found.result for found in Pool(server, 2, load=lambda item: item, size=len).outcomes(Feed(["a", "b"]))]
    assert found == [[server._pid], [server._pid]]
    assert Warmed.loaded == []
