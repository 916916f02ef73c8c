"""Runs that are killed, run out of room, or are long: nothing lost, nothing half-done.

In CI at full size; elsewhere smaller, so that the whole suite stays quick.
"""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from motions.base import files
from tests.support.batches import (
    MOTION,
    TODAY,
    bad_row,
    batch,
    batch_process,
    contents,
    good_row,
    summary,
    write_sheet,
)
from tests.support.programs import need

pytestmark = pytest.mark.slow

FULL = bool(os.environ.get("CI"))
KILLS = 50 if FULL else 4
ROWS = 10_000 if FULL else 400
SMALL_DISK = 300_000


def half_done(folder: Path) -> list[str]:
    """Return the documents in *folder* that are not whole."""
    bad = []
    for path in folder.glob("*.docx"):
        try:
            with zipfile.ZipFile(path) as archive:
                if archive.testzip() is not None:
                    bad.append(path.name)
        except zipfile.BadZipFile:
            bad.append(path.name)
    return bad


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_run_that_is_killed_again_and_again_ends_as_if_it_never_had_been(tmp_path, jobs):
    rows = [bad_row(n) if n % 50 == 7 else good_row(n) for n in range(300)]
    sheet = write_sheet(tmp_path / "s.csv", *rows)
    begun = time.monotonic()
    assert finished_run(sheet, "-o", tmp_path / "whole", "--jobs", jobs) == 1
    took = time.monotonic() - begun
    expected = contents(tmp_path / "whole")
    chance = random.Random(jobs)  # noqa: S311 (no secret)
    kills = finished = 0
    folder = tmp_path / "killed"
    while kills < KILLS // 2:
        run = batch_process(sheet, "-o", folder, "--jobs", jobs, "--resume")
        try:
            run.wait(chance.uniform(0.35, 1.05) * took)
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
            kills += 1
            assert half_done(folder) == []
            continue
        finally:
            run.stderr.close()
        assert contents(folder) == expected
        finished += 1
        shutil.rmtree(folder)
    assert finished_run(sheet, "-o", folder, "--jobs", jobs, "--resume") == 1
    assert contents(folder) == expected


def finished_run(*arguments: object) -> int:
    """Run the command to its end and return how it ended."""
    run = batch_process(*arguments)
    run.communicate()
    return run.returncode


def test_workers_end_when_the_run_is_killed(tmp_path):
    sheet = write_sheet(tmp_path / "s.csv", *(good_row(n) for n in range(3000)))
    run = batch_process(sheet, "-o", tmp_path / "out", "--jobs", "2")
    workers = wait_for(lambda: children(run.pid), 20)
    run.kill()
    run.wait()
    run.stderr.close()
    assert wait_for(lambda: not any(Path(f"/proc/{pid}").exists() for pid in workers), 10)


def children(pid: int) -> list[int]:
    if not Path("/proc/self/task").exists():
        pytest.skip("there is no /proc here")
    try:
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def wait_for(condition, seconds):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := condition():
            return found
        time.sleep(0.05)
    return condition()


def test_a_long_sheet_with_one_faulty_row_in_twenty(tmp_path):
    rows = [bad_row(n) if n % 20 == 0 else good_row(n) for n in range(ROWS)]
    sheet = write_sheet(tmp_path / "s.csv", *rows)
    run = batch_process(sheet, "-o", tmp_path / "out")
    _out, told = run.communicate()
    assert run.returncode == 1
    assert told.count(b": row ") == ROWS // 20
    assert len(list((tmp_path / "out").glob("*.docx"))) == ROWS - ROWS // 20
    assert half_done(tmp_path / "out") == []
    found = summary(tmp_path / "out")
    assert len(found) == ROWS
    assert sum(row["state"] == "not made" for row in found) == ROWS // 20


def test_a_full_disk_ends_the_run_and_resume_completes_it(tmp_path, monkeypatch):
    sheet = write_sheet(tmp_path / "s.csv", *(good_row(n) for n in range(40)))
    batch(sheet, "-o", tmp_path / "whole", "--jobs", "1")
    room = [12]

    def place(temporary: Path, path: Path, *, force: bool) -> None:
        if force:
            temporary.replace(path)
            return
        if not room[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        room[0] -= 1
        os.link(temporary, path)

    monkeypatch.setattr(files, "_place", place)
    result = batch(sheet, "-o", tmp_path / "out", "--jobs", "1")
    assert result.exit_code == 1
    assert "no space left on device" in result.stderr
    assert "12 rows are done" in result.stderr
    assert len(list((tmp_path / "out").glob("*.docx"))) == 12
    room[0] = 100
    assert batch(sheet, "-o", tmp_path / "out", "--resume").exit_code == 0
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_a_disk_that_fills_up_leaves_no_half_file_and_resume_completes_it(tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mount_small(disk)
    try:
        sheet = write_sheet(tmp_path / "s.csv", *(good_row(n) for n in range(120)))
        batch(sheet, "-o", tmp_path / "whole", "--jobs", "1")
        run = batch_process(sheet, "-o", disk / "out", "--jobs", "1")
        _out, told = run.communicate()
        assert run.returncode == 1
        assert b"no space left on device" in told
        assert b"Traceback" not in told
        made = list((disk / "out").glob("*.docx"))
        assert 0 < len(made) < 120
        assert half_done(disk / "out") == []
        subprocess.run(["mount", "-o", "remount,size=20m", str(disk)], check=True)
        again = batch_process(sheet, "-o", disk / "out", "--jobs", "1", "--resume")
        assert again.communicate()
        assert again.returncode == 0
        assert contents(disk / "out") == contents(tmp_path / "whole")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def mount_small(folder: Path) -> None:
    """Put a small file system at *folder*; where that may not be done, skip, but fail in CI."""
    command = [need("mount"), "-t", "tmpfs", "-o", f"size={SMALL_DISK}", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode and FULL:
        pytest.fail(f"the continuous integration must be able to mount: {done.stderr!r}")
    if done.returncode:
        pytest.skip("no right to mount a small disk")


def test_memory_does_not_grow_with_the_sheet(tmp_path):
    peaks = []
    for count in (50, ROWS // 4):
        sheet = write_sheet(tmp_path / f"{count}.csv", *(good_row(n) for n in range(count)))
        script = (
            "import resource, sys\n"
            "from motions.cli.main import main\n"
            "try: main(sys.argv[1:])\n"
            "except SystemExit: pass\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
        )
        arguments = [MOTION, str(sheet), "-o", str(tmp_path / f"out{count}"), "--jobs", "1", *TODAY]
        done = subprocess.run(
            [sys.executable, "-c", script, "batch", *arguments],
            capture_output=True,
            check=True,
            text=True,
        )
        peaks.append(int(done.stdout.split()[-1]))
    few, many = peaks
    assert many - few < 6_000  # kilobytes


def test_two_dask_workers_make_the_same_folder(tmp_path):
    distributed = pytest.importorskip("distributed")
    sheet = write_sheet(tmp_path / "s.csv", *(good_row(n) for n in range(60)))
    batch(sheet, "-o", tmp_path / "here", "--jobs", "1")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        address = cluster.scheduler_address.replace("tcp://", "dask://")
        run = batch_process(sheet, "-o", tmp_path / "there", "--executor", address)
        _out, told = run.communicate()
        assert run.returncode == 0, told
    assert contents(tmp_path / "there") == contents(tmp_path / "here")


def test_an_executor_that_is_not_there_is_told(tmp_path):
    sheet = write_sheet(tmp_path / "s.csv", good_row(0))
    result = batch(sheet, "-o", tmp_path / "out", "--executor", "ssh://x")
    assert result.exit_code == 1
    assert "write dask://HOST:PORT" in result.stderr
