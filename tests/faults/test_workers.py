"""Filters that hang, crash, eat memory or lie: their documents fail alone."""

import json
import sys

import pytest
from program import ROOT, account, run

sys.path.append(str(ROOT / "tests/faults/plugin"))
from docclean_faulty import FAULTS, HARMLESS, LETHAL

UNCAUGHT = ("system-exit", "raise-odd", "interrupt")
"""What no `except Exception` catches."""
KEYS = {"id", "source", "offset", "stage", "class", "message", "seconds", "sha256"}


def asking(*faults):
    """Records that ask for faults, with a good one before and behind each."""
    rows = [{"id": "good", "text": "The lamp burns."}]
    for fault in faults:
        rows += [{"id": fault, "text": f"FAULT:{fault}"}, {"id": f"behind-{fault}", "text": "The lamp burns."}]
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def rows_of(data):
    """JSON Lines as values."""
    return [json.loads(line) for line in data.split(b"\n") if line]


def start(folder, env, faults, *arguments):
    """Run over records that ask for these faults."""
    given = ("clean", "-", "--preset", "faulty.toml", "--timeout", "1", "--errors", "errors.jsonl")
    done = run(*given, *arguments, cwd=folder, stdin=asking(*faults), env=env)
    assert done.complaint() == ""
    errors = folder / "errors.jsonl"
    return done, rows_of(errors.read_bytes()) if errors.exists() else []


def test_each_fault_fails_its_document_alone(faulty, plugged):
    """Whatever a filter does, one document fails, and all others come out in order."""
    faults = [fault for fault in FAULTS if fault not in ("slow", "print")]
    done, errors = start(faulty, plugged, faults, "--max-memory", "400MiB")
    wanted = [fault for fault in faults if fault not in HARMLESS]
    # Whose worker died may be named by its place.
    places = [(row["offset"] + 1) // 2 - 1 for row in errors]
    assert [faults[place] for place in places] == wanted
    assert all(row["id"] in (faults[at], f"-#{row['offset']}") for row, at in zip(errors, places, strict=True))
    assert account(done) == (2 * len(faults) + 1 - len(wanted), 0, len(wanted))
    assert done.code == 1
    order = [name for fault in faults for name in (fault, f"behind-{fault}") if name not in wanted]
    assert [row["id"] for row in rows_of(done.stdout)] == ["good", *order]
    for row in errors:
        assert set(row) >= KEYS
        assert row["message"]
        assert row["class"]
        assert len(row["sha256"]) == 64
    late = {faults[at] for row, at in zip(errors, places, strict=True) if row["seconds"] >= 0.9}
    assert late >= {"sleep", "spin", "spin-in-c", "ignore"}
    assert done.mebibytes < 700


def test_number_of_workers_changes_nothing(faulty, plugged):
    """Two workers give the same bytes as one where workers die."""
    faults = ("segfault", "raise", "sleep", "exit")
    one, first = start(faulty, plugged, faults, "-j", "1")
    two, second = start(faulty, plugged, faults, "-j", "2")
    assert one.stdout == two.stdout
    assert [(row["id"], row["class"], row["stage"]) for row in first] == [
        (row["id"], row["class"], row["stage"]) for row in second
    ]


def test_in_this_process(faulty, plugged):
    """Without a worker, what is no more than an exception fails its document alone."""
    faults = [fault for fault in FAULTS if fault not in (*LETHAL, *HARMLESS, *UNCAUGHT, "memory")]
    done, errors = start(faulty, plugged, faults, "-j", "0")
    assert [row["id"] for row in errors] == faults
    assert account(done) == (len(faults) + 1, 0, len(faults))


@pytest.mark.parametrize("fault", ["system-exit", "raise-odd"])
def test_in_this_process_uncaught(faulty, plugged, fault):
    """What is no ordinary exception fails its document too, except for an interrupt."""
    done, errors = start(faulty, plugged, [fault], "-j", "0")
    assert [row["id"] for row in errors] == [fault]
    assert account(done) == (2, 0, 1)


def test_filters_that_print_do_not_reach_the_output(faulty, plugged):
    """Words of a filter are not taken for documents."""
    done, errors = start(faulty, plugged, ["print"])
    assert (errors, [row["id"] for row in rows_of(done.stdout)]) == ([], ["good", "print", "behind-print"])


def test_failures_without_a_file_are_objects_on_standard_error(faulty, plugged):
    """Each failure is one line of JSON, and the account stays the last line."""
    done = run("clean", "-", "--preset", "faulty.toml", cwd=faulty, stdin=asking("raise", "exit"), env=plugged)
    errors = [json.loads(line) for line in done.said if line.startswith("{")]
    assert done.complaint() == ""
    assert [row["offset"] for row in errors] == [1, 3]
    assert account(done) == (3, 0, 2)


@pytest.mark.parametrize(("limit", "code"), [("2", 1), ("1", 3), ("0", 3), ("50%", 1), ("20%", 3)])
def test_too_many_failures(faulty, plugged, limit, code):
    """More failures than allowed are exit code 3, with the account; as many as allowed are not."""
    done, _ = start(faulty, plugged, ["raise", "recursion"], "--max-errors", limit, "-j", "0")
    assert done.code == code
    assert account(done)[2] in ((2,) if code == 1 else (1, 2))


def test_stop_at_the_first_failure(faulty, plugged):
    """With `--on-error fail` nothing is read behind the first failure."""
    done, errors = start(faulty, plugged, ["raise", "recursion"], "--on-error", "fail", "-j", "0")
    assert done.code in (1, 3)
    assert "recursion" not in [row["id"] for row in errors]
    assert account(done) == (1, 0, 1)


@pytest.mark.parametrize("option", [("--on-error", "fail"), ("--max-errors", "0")], ids=lambda option: option[0])
def test_failures_are_kept_when_they_stop_the_run(faulty, plugged, option):
    """Which document it was can be read in the file of errors."""
    errors = start(faulty, plugged, ["raise"], *option, "-j", "0")[1]
    assert [row["id"] for row in errors] == ["raise"]


def test_retry(faulty, plugged):
    """What failed is run again, alone, from the file of errors."""
    (faulty / "in.jsonl").write_bytes(asking("raise", "exit"))
    given = ("clean", "--preset", "faulty.toml", "in.jsonl", "--errors", "errors.jsonl")
    assert account(run(*given, cwd=faulty, env=plugged)) == (3, 0, 2)
    done = run("clean", "--preset", "minimal", "--retry", "errors.jsonl", cwd=faulty)
    assert done.complaint() == ""
    assert account(done) == (2, 0, 0)
    assert [row["id"] for row in rows_of(done.stdout)] == ["raise", "exit"]
