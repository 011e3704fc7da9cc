"""How worker processes come to be: fresh interpreters, or forks of a server that holds no thread."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import pickle
import signal
import socket
import struct
import sys
import threading
import time
import traceback
from multiprocessing.connection import Connection
from typing import Any, Protocol

from docclean.engine.worker import Limits, serve
from docclean.errors import DoccleanError

__all__ = ["ForkServer", "Handle", "Spawner", "Starter", "can_fork"]

_REQUEST = struct.Struct("=cid")
"""What is asked, a process id, seconds."""
_ANSWER = struct.Struct("=i")
_START, _END = b"s", b"e"
_POLL = 0.005


class Handle(Protocol):
    """A process that was started."""

    @property
    def pid(self) -> int: ...

    def end(self, grace: float) -> int:
        """Wait so many seconds for it to end by itself, then kill it; its exit code, -n for signal n."""
        ...


class Starter(Protocol):
    """What starts workers."""

    def start(self, connection: Connection, started: Connection) -> Handle:
        """A worker with its ends of the pipes; see `serve`. They are closed here by who calls."""
        ...

    def close(self) -> None:
        """End what helped to start them."""
        ...


class Spawner:
    """Starts fresh interpreters, whatever threads and locks this process holds."""

    def __init__(self, packed: bytes, limits: Limits) -> None:
        """Take what `serve` takes."""
        self._work = (packed, limits)
        self._context = multiprocessing.get_context("spawn")

    def start(self, connection: Connection, started: Connection) -> Handle:
        """See `Starter`."""
        process = self._context.Process(target=serve, args=(connection, started, *self._work), daemon=True)
        process.start()
        return _Spawned(process)

    def close(self) -> None:
        """Nothing: no process helps."""


class _Spawned:
    def __init__(self, process: Any) -> None:
        self._process = process
        self.pid: int = process.pid

    def end(self, grace: float) -> int:
        self._process.join(grace)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
        code: int = self._process.exitcode
        self._process.close()
        return code


def can_fork() -> bool:
    """Whether this process may be copied: on Linux, while it is the only thread. A lock that another thread holds
    would be held in the copy for ever.
    """
    return sys.platform == "linux" and threading.active_count() == 1


class ForkServer:
    """A copy of this process that copies itself for every worker: what is imported here is there at once.

    Unlike the one of `multiprocessing` it imports nothing a second time. It goes when this process goes, however that
    ends, and takes its workers with it.
    """

    def __init__(self, packed: bytes, limits: Limits) -> None:
        """Start it; see `can_fork`. Takes what `serve` takes."""
        self._socket, theirs = socket.socketpair()
        # What is there is not going away; looking through it would only make copies of its pages.
        gc.freeze()
        self._pid = os.fork()
        if self._pid == 0:
            _run_and_exit(lambda: _serve_forks(theirs, packed, limits), limits)
        gc.unfreeze()
        theirs.close()

    def start(self, connection: Connection, started: Connection) -> Handle:
        """See `Starter`."""
        try:
            socket.send_fds(self._socket, [_REQUEST.pack(_START, 0, 0.0)], [connection.fileno(), started.fileno()])
            return _Forked(self, self._answer())
        except (EOFError, OSError) as problem:
            raise DoccleanError(
                "the process that starts workers is gone: run it again (parts: with --resume)"
            ) from problem

    def close(self) -> None:
        """See `Starter`."""
        self._socket.close()
        with contextlib.suppress(ChildProcessError):
            os.waitpid(self._pid, 0)

    def end(self, pid: int, grace: float) -> int:
        """See `Handle`."""
        try:
            self._socket.sendall(_REQUEST.pack(_END, pid, grace))
            return self._answer()
        except (EOFError, OSError):
            # Without its server nobody can say how it ended. It must end all the same.
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            return -signal.SIGKILL

    def _answer(self) -> int:
        data = self._socket.recv(_ANSWER.size, socket.MSG_WAITALL)
        if len(data) < _ANSWER.size:
            raise EOFError("the server of forks is gone")
        answer: int = _ANSWER.unpack(data)[0]
        return answer


class _Forked:
    def __init__(self, server: ForkServer, pid: int) -> None:
        self._server = server
        self.pid = pid

    def end(self, grace: float) -> int:
        return self._server.end(self.pid, grace)


def _run_and_exit(work: Any, limits: Limits) -> None:
    """The life of a copied process: nothing that the original would do at its end may be done here too."""
    code = 1
    try:
        work()
        code = 0
    except BaseException:  # the exit code tells of it; nobody above may go on in this copy
        if not limits.silent:
            traceback.print_exc()
    finally:
        os._exit(code)


def _serve_forks(requests: socket.socket, packed: bytes, limits: Limits) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    # Files and locks of the original must close when it ends, and not when its copies do.
    for name in os.listdir("/proc/self/fd"):
        if int(name) > 2 and int(name) != requests.fileno():
            with contextlib.suppress(OSError):
                os.close(int(name))
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    _warm(packed)
    workers: set[int] = set()
    try:
        while True:
            data, pipes, _, _ = socket.recv_fds(requests, _REQUEST.size, 2)
            if len(data) < _REQUEST.size:
                return
            asked, pid, grace = _REQUEST.unpack(data)
            if asked == _START:
                answer = _forked(requests, pipes, packed, limits)
                workers.add(answer)
            else:
                answer = _ended(pid, grace)
                workers.discard(pid)
            requests.sendall(_ANSWER.pack(answer))
    finally:
        for pid in workers:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


def _warm(packed: bytes) -> None:
    """Load once what every worker would load with its first item. What fails here fails there, and is told."""
    with contextlib.suppress(Exception):
        warm = getattr(pickle.loads(packed), "warm", None)
        if warm is not None:
            warm()


def _forked(requests: socket.socket, pipes: list[int], packed: bytes, limits: Limits) -> int:
    pid = os.fork()
    if pid == 0:
        requests.close()
        connection, started = Connection(pipes[0]), Connection(pipes[1], readable=False)
        _run_and_exit(lambda: serve(connection, started, packed, limits), limits)
    for pipe in pipes:
        os.close(pipe)
    return pid


def _ended(pid: int, grace: float) -> int:
    deadline = time.monotonic() + grace
    while True:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() >= deadline:
            os.kill(pid, signal.SIGKILL)
            return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
        time.sleep(_POLL)
