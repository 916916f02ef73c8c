"""A file is written whole or not at all, and never over another."""

from __future__ import annotations

import os

import pytest

from motions.base import files
from motions.base.errors import DataFileError, OutputError
from motions.base.files import PRIVATE, read_bytes, read_text, write_file, write_folder


def test_a_new_file_holds_what_was_written(tmp_path):
    write_file(tmp_path / "deep" / "a.txt", b"x")
    assert (tmp_path / "deep" / "a.txt").read_bytes() == b"x"
    assert os.listdir(tmp_path / "deep") == ["a.txt"]  # noqa: PTH208 hidden files too


def test_an_existing_file_is_kept_unless_force_is_given(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"edited")
    with pytest.raises(OutputError, match="--force"):
        write_file(path, b"new")
    assert path.read_bytes() == b"edited"
    write_file(path, b"new", force=True)
    assert path.read_bytes() == b"new"


def test_a_file_that_appears_meanwhile_is_kept(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    fsync = os.fsync

    def slow(descriptor):
        path.write_bytes(b"theirs")
        fsync(descriptor)

    monkeypatch.setattr(files.os, "fsync", slow)  # type: ignore[attr-defined]
    with pytest.raises(OutputError):
        write_file(path, b"ours")
    assert path.read_bytes() == b"theirs"


def test_a_private_file_is_its_owners_alone(tmp_path):
    write_file(tmp_path / "a", b"", mode=PRIVATE)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_is_a_file_is_named(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        write_folder(tmp_path / "file", {"a": b""})


def test_a_full_disk_leaves_nothing_behind(tmp_path, monkeypatch):
    written = []

    def full(descriptor):
        written.append(descriptor)
        if len(written) == 2:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)  # type: ignore[attr-defined]
    with pytest.raises(OutputError, match="no space left"):
        write_folder(tmp_path / "pack", {"a": b"1", "b": b"2", "c": b"3"})
    assert list(tmp_path.iterdir()) == []


def test_an_interruption_leaves_the_folder_as_it_was(tmp_path, monkeypatch):
    (tmp_path / "a").write_bytes(b"old")
    calls = []

    def interrupted(descriptor):
        calls.append(descriptor)
        if len(calls) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "fsync", interrupted)  # type: ignore[attr-defined]
    with pytest.raises(KeyboardInterrupt):
        write_folder(tmp_path, {"a": b"1", "b": b"2"}, force=True)
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").read_bytes() == b"old"


def test_a_link_is_written_through(tmp_path):
    (tmp_path / "target").write_bytes(b"old")
    (tmp_path / "link").symlink_to(tmp_path / "target")
    write_file(tmp_path / "link", b"new", force=True)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "target").read_bytes() == b"new"


def test_a_pipe_or_device_is_never_replaced(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OutputError, match="not an ordinary file"):
        write_file(tmp_path / "pipe", b"", force=True)


def test_a_name_that_is_too_long_is_said_plainly(tmp_path):
    with pytest.raises(OutputError, match="name too long"):
        write_file(tmp_path / ("x" * 300), b"")


def test_a_disk_without_hard_links_still_never_loses_a_file(tmp_path, monkeypatch):
    def no_links(*_paths):
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(files.os, "link", no_links)  # type: ignore[attr-defined]
    write_file(tmp_path / "a", b"1")
    assert (tmp_path / "a").read_bytes() == b"1"
    with pytest.raises(OutputError):
        write_file(tmp_path / "a", b"2")


def test_a_folder_is_not_touched_when_one_of_its_files_is_there(tmp_path):
    (tmp_path / "b").write_bytes(b"edited")
    with pytest.raises(OutputError):
        write_folder(tmp_path, {"a": b"1", "b": b"2"})
    assert not (tmp_path / "a").exists()


def test_a_file_that_cannot_be_read_is_named_with_the_reason(tmp_path):
    for read in (read_bytes, read_text):
        with pytest.raises(DataFileError, match=r"gone\.txt: cannot be read: no such file"):
            read(tmp_path / "gone.txt")
    with pytest.raises(DataFileError, match="cannot be read: is a directory"):
        read_bytes(tmp_path)


def test_text_is_read_without_its_mark_and_with_one_kind_of_line_end(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfone\r\ntwo\rthree\n")
    assert read_text(path) == "one\ntwo\nthree\n"
    path.write_bytes(b"ab\xff")
    with pytest.raises(DataFileError, match=r"a\.txt: byte 2: is not UTF-8"):
        read_text(path)
