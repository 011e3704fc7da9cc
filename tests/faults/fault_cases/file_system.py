"""What lies in a folder besides readable files."""

from __future__ import annotations

import os
import socket
import stat
from collections.abc import Callable
from pathlib import Path

from fault_cases.case import CLEAN, GOOD, Case, Expected, cap, expected, size

_NOTHING = expected()


def _beside(folder: Path, name: str = "good.txt") -> None:
    (folder / name).write_text(f"{GOOD}\n")


def _dangling(folder: Path, scale: float) -> None:
    (folder / "link").symlink_to("nowhere")
    _beside(folder)


def _loop(folder: Path, scale: float) -> None:
    (folder / "a").symlink_to("b")
    (folder / "b").symlink_to("a")
    _beside(folder)


def _folder_in_itself(folder: Path, scale: float) -> None:
    (folder / "again").symlink_to(".", target_is_directory=True)
    _beside(folder)


def _link_inside(folder: Path, scale: float) -> None:
    _beside(folder)
    (folder / "link.txt").symlink_to("good.txt")


def _link_outside(folder: Path, scale: float) -> None:
    (folder / "passwd.txt").symlink_to("/etc/passwd")
    _beside(folder)


def _folder_outside(folder: Path, scale: float) -> None:
    (folder / "etc").symlink_to("/etc", target_is_directory=True)
    _beside(folder)


def _pipe(folder: Path, scale: float) -> None:
    os.mkfifo(folder / "pipe.txt")
    _beside(folder)


def _socket(folder: Path, scale: float) -> None:
    # The path of a socket must be short, so it is made from inside.
    here = os.getcwd()
    try:
        os.chdir(folder)
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("socket")
    finally:
        os.chdir(here)
    _beside(folder)


def _device(folder: Path, scale: float) -> None:
    """A device that never ends; only the superuser makes one, and not everywhere."""
    try:
        os.mknod(folder / "zero.txt", 0o666 | stat.S_IFCHR, os.makedev(1, 5))
    except OSError:
        os.mkfifo(folder / "zero.txt")
    _beside(folder)


def _device_link(folder: Path, scale: float) -> None:
    (folder / "random.txt").symlink_to("/dev/urandom")
    _beside(folder)


def _unreadable(folder: Path, scale: float) -> None:
    _beside(folder, "secret.txt")
    (folder / "secret.txt").chmod(0)
    _beside(folder)


def _unreadable_folder(folder: Path, scale: float) -> None:
    (folder / "secret").mkdir()
    _beside(folder / "secret")
    (folder / "secret").chmod(0)
    _beside(folder)


def _readable_to_root(_: float) -> Expected:
    return expected(2) if os.geteuid() == 0 else expected(1, failed=1)


def _names(*names: bytes) -> Callable[[Path, float], None]:
    def make(folder: Path, scale: float) -> None:
        for name in names:
            with open(os.path.join(os.fsencode(folder), name), "wb") as stream:
                stream.write(GOOD.encode())

    return make


def _deep(folder: Path, scale: float) -> None:
    path = folder.joinpath(*["d"] * 150)
    path.mkdir(parents=True)
    _beside(path)


def _many(folder: Path, scale: float) -> None:
    for number in range(size(2_000, scale)):
        (folder / f"{number}.txt").write_text(f"Page {number} of the log.\n")


def _sparse(folder: Path, scale: float) -> None:
    """A file of nothing that is larger than may be read."""
    with (folder / "large.txt").open("wb") as stream:
        stream.truncate(cap(scale) * 4)


def _too_large(folder: Path, scale: float) -> None:
    with (folder / "large.txt").open("wb") as stream:
        line = f"{GOOD}\n".encode()
        stream.write(line * (cap(scale) // len(line) + 2))
    _beside(folder)


def _hidden(folder: Path, scale: float) -> None:
    _beside(folder, ".hidden.txt")
    (folder / ".folder").mkdir()
    _beside(folder / ".folder")


def _named_like_files(folder: Path, scale: float) -> None:
    for name in ("folder.txt", "folder.jsonl", "folder.gz"):
        (folder / name).mkdir()
    _beside(folder / "folder.txt")


def _hard_link(folder: Path, scale: float) -> None:
    _beside(folder)
    os.link(folder / "good.txt", folder / "same.txt")


def _empty_files(folder: Path, scale: float) -> None:
    for suffix in ("txt", "html", "md"):
        (folder / f"empty.{suffix}").touch()


def _case(name: str, make: Callable[[Path, float], None], outcome, **rest) -> Case:
    return Case(f"file-system/{name}", make, outcome if callable(outcome) else (lambda _: outcome), **rest)


_ONE_BESIDE = expected(1, failed=1)

CASES = [
    _case("dangling-link", _dangling, _ONE_BESIDE),
    _case("links-in-a-circle", _loop, expected(1, failed=2)),
    _case("folder-in-itself", _folder_in_itself, CLEAN),
    _case("link-inside", _link_inside, expected((1, 2))),
    _case("link-outside", _link_outside, _ONE_BESIDE, absent=("root:x:0",)),
    _case("folder-outside", _folder_outside, _ONE_BESIDE, absent=("root:x:0",)),
    _case("pipe", _pipe, _ONE_BESIDE),
    _case("socket", _socket, _ONE_BESIDE),
    _case("device", _device, _ONE_BESIDE),
    _case("link-to-device", _device_link, _ONE_BESIDE),
    _case("unreadable-file", _unreadable, _readable_to_root),
    _case("unreadable-folder", _unreadable_folder, _readable_to_root),
    _case("name-not-utf-8", _names(b"caf\xe9.txt", b"\xff\xfe.txt"), expected(2)),
    _case("name-of-longest", _names(b"n" * 251 + b".txt"), CLEAN),
    _case("name-like-option", _names(b"--help", b"-o", b"-"), expected(3)),
    _case("name-with-spaces", _names(b" ", b"a b .txt", b"\t.txt"), expected(3)),
    _case("name-with-glob", _names(b"*.txt", b"[a].txt", b"{n}.txt"), expected(3)),
    _case("names-that-differ-in-case", _names(b"A.txt", b"a.txt"), expected(2)),
    _case("names-composed-and-decomposed", _names("é.txt".encode(), "e\u0301.txt".encode()), expected(2)),
    _case("suffix-unknown", _names(b"a", b"a.xyz", b"a.jsonl.bak"), expected(3)),
    _case("deep-folder", _deep, CLEAN),
    _case("empty-folder", lambda folder, scale: None, _NOTHING),
    _case("many-files", _many, lambda scale: expected(size(2_000, scale)), seconds=120),
    _case("sparse-file", _sparse, expected(0, (0, 1), (0, 1), total=1), mebibytes=500),
    _case("file-too-large", _too_large, _ONE_BESIDE),
    _case("hidden-files", _hidden, _NOTHING),
    _case("folders-named-like-files", _named_like_files, CLEAN),
    _case("hard-link", _hard_link, expected(2)),
    _case("empty-files", _empty_files, expected(0, 3)),
]
