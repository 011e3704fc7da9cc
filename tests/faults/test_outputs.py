"""Outputs that cannot be written, or only in part, and what can be had again."""

import bz2
import gzip
import json
import lzma
import os
import subprocess

import pytest
from program import account, run


def minimal(folder, *arguments, **rest):
    """A run with the smallest preset that misbehaves in no way."""
    done = run("clean", *arguments, "--preset", "minimal", cwd=folder, **rest)
    assert done.complaint() == ""
    return done


def whole_lines(path):
    """The records of a file, which must end with a line end."""
    data = path.read_bytes()
    assert not data or data.endswith(b"\n")
    return [json.loads(line) for line in data.split(b"\n")[:-1]]


@pytest.mark.parametrize(
    "option",
    [
        "-o",
        "--removed",
        "--report",
        "--errors",
    ],
)
def test_device_that_is_full(tmp_path, option):
    """A full disk is exit code 3, says what could not be written, and ends with the account."""
    (tmp_path / "a.txt").write_text("One.\r\nTwo.")
    (tmp_path / "b.jsonl").write_text("{broken\n")
    done = minimal(tmp_path, "a.txt", "b.jsonl", option, "/dev/full")
    assert done.code == 3
    assert "/dev/full" in done.stderr.decode()
    assert sum(account(done)) <= 2


def test_disk_that_fills_up(mounted, many):
    """A file that does not fit does not appear, and what was there before stays."""
    disk = mounted("disk", "size=64k")
    (disk / "out.jsonl").write_text("before\n")
    done = minimal(many.parent, many.name, "-o", "disk/out.jsonl")
    assert done.code == 3
    assert "No space left" in done.stderr.decode()
    assert account(done)
    assert (disk / "out.jsonl").read_text() == "before\n"


def test_disk_that_fills_up_with_shards(mounted, many):
    """The shards that fit are whole; with more room, the rest is made, and the same as without the fault."""
    disk = mounted("disk", "size=96k")
    given = (many.name, "-o", "disk/part-{n}.jsonl", "--part-size", "16KiB")
    done = minimal(many.parent, *given)
    assert done.code == 3
    finished = sorted(disk.glob("part-*.jsonl"))
    before = {path.name: path.read_bytes() for path in finished}
    for path in finished:
        whole_lines(path)
    subprocess.run(["mount", "-o", "remount,size=8m", str(disk)], check=True)
    assert minimal(many.parent, *given, "--resume").code == 0
    (many.parent / "other").mkdir()
    minimal(many.parent, many.name, "-o", "other/part-{n}.jsonl", "--part-size", "16KiB")
    made = {path.name: path.read_bytes() for path in disk.glob("part-*.jsonl")}
    assert made == {path.name: path.read_bytes() for path in (many.parent / "other").glob("part-*.jsonl")}
    assert before.items() <= made.items()


def test_folder_that_cannot_be_written(mounted, many):
    """A read-only place is told before the start, whichever output it is for."""
    mounted("disk", "ro")
    options = [("-o", "disk/x"), ("-o", "disk/x/"), ("--removed", "disk/x"), ("--report", "disk/x")]
    for option, target in [*options, ("--errors", "disk/x")]:
        done = minimal(many.parent, many.name, option, target)
        assert (done.code, done.stdout) == (2, b"")
        assert "Read-only" in done.stderr.decode()


def test_shards_are_the_file_in_parts(many):
    """Shards hold each line of the one file once, in order, and are near the size that was asked for."""
    folder = many.parent
    whole = minimal(folder, many.name).stdout
    (folder / "out").mkdir()
    assert minimal(folder, many.name, "-o", "out/part-{n}.jsonl", "--part-size", "16KiB").code == 0
    parts = sorted((folder / "out").glob("part-*.jsonl"), key=lambda path: (len(path.name), path.name))
    assert b"".join(path.read_bytes() for path in parts) == whole
    assert len(parts) > 3
    assert all(path.stat().st_size < 2 * 16 * 1024 for path in parts)


def test_shards_are_not_overwritten(many):
    """Where shards are, a run without --resume is refused and leaves them as they are; with it, nothing is redone."""
    folder = many.parent
    given = (many.name, "-o", "out/part-{n}.jsonl", "--part-size", "16KiB")
    (folder / "out").mkdir()
    assert minimal(folder, *given).code == 0
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in (folder / "out").glob("part-*")}
    done = minimal(folder, *given)
    assert (done.code, "--resume" in done.stderr.decode()) == (2, True)
    assert minimal(folder, *given, "--resume").code == 0
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in (folder / "out").glob("part-*")} == before


@pytest.mark.parametrize(
    ("suffix", "unpack"), [("gz", gzip.decompress), ("bz2", bz2.decompress), ("xz", lzma.decompress)]
)
def test_output_is_compressed_by_its_suffix(many, suffix, unpack):
    """What comes out unpacked is what comes out without packing, and the same bytes each time."""
    folder = many.parent
    plain = minimal(folder, many.name).stdout
    packed = []
    for name in ("a", "b"):
        assert minimal(folder, many.name, "-o", f"{name}.jsonl.{suffix}").code == 0
        packed.append((folder / f"{name}.jsonl.{suffix}").read_bytes())
    assert unpack(packed[0]) == plain
    assert packed[0] == packed[1]
    assert minimal(folder, f"a.jsonl.{suffix}", "-j", "0").stdout.count(b"\n") == 400


def test_output_that_is_an_input(many):
    """No output may be an input, another output, or inside of an input folder, however it is spelled."""
    folder = many.parent
    (folder / "link.jsonl").symlink_to(many.name)
    os.link(many, folder / "hard.jsonl")
    before = many.read_bytes()
    for arguments in (
        ("many.jsonl", "--errors", "many.jsonl"),
        ("many.jsonl", "--errors", "link.jsonl"),
        ("many.jsonl", "-o", "link.jsonl"),
        ("many.jsonl", "-o", "./x/../many.jsonl"),
        ("many.jsonl", "-o", "x", "--errors", "x"),
        ("many.jsonl", "--errors", "x", "--report", "x"),
        (".", "-o", "new.jsonl"),
        (".", "--errors", "new.jsonl"),
    ):
        done = minimal(folder, *arguments)
        assert (done.code, done.stdout, arguments) == (2, b"", arguments)
        assert many.read_bytes() == before
        assert not (folder / "x").exists()
