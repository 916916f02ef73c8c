"""What was answered is kept for its owner alone, and an edited document is nobody's to replace."""

from __future__ import annotations

import tomllib

import pytest

from motions.base.errors import DataFileError
from motions.jobs.answers import (
    free_name,
    keep_answers,
    last_answers,
    read_answers,
    target,
    was_edited,
)


def test_answers_are_kept_by_motion_and_for_the_owner_alone(tmp_path):
    keep_answers(tmp_path, "buses", {"mover": 'A "B"', "empty": " "}, {})
    keep_answers(tmp_path, "trains", {"mover": "C"}, {"trains.docx": b"x"})
    keep_answers(tmp_path, "buses", {"mover": "D"}, {})
    path = tmp_path / "answers.toml"
    assert path.stat().st_mode & 0o777 == 0o600
    assert last_answers(tmp_path, "buses") == {"mover": "D"}
    assert read_answers(path, "trains") == {"mover": "C"}
    assert list(tomllib.loads(path.read_text())["written"]) == ["trains.docx"]


def test_a_file_of_plain_answers_serves_every_motion(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text('mover = "A"\n[buses]\nseconder = "B"\n[written]\n"x.docx" = "0"\n')
    assert read_answers(path, "buses") == {"mover": "A", "seconder": "B"}
    assert read_answers(path, "trains") == {"mover": "A"}


def test_answers_that_are_no_text_are_named_all_at_once(tmp_path):
    path = tmp_path / "mine.toml"
    path.write_text("mover = 3\n[buses]\nseconder = true\n")
    with pytest.raises(DataFileError) as caught:
        read_answers(path, "buses")
    assert len(caught.value.faults) == 2


def test_nothing_is_written_where_nothing_was_answered(tmp_path):
    keep_answers(tmp_path, "buses", {}, {})
    assert not list(tmp_path.iterdir())


def test_only_a_document_that_is_as_we_wrote_it_counts_as_ours(tmp_path):
    path = tmp_path / "buses.docx"
    path.write_bytes(b"ours")
    assert was_edited(path)
    keep_answers(tmp_path, "buses", {}, {"buses.docx": b"ours"})
    assert not was_edited(path)
    assert target(path, force=True) == path
    path.write_bytes(b"theirs")
    assert was_edited(path)
    assert target(path, force=True) == tmp_path / "buses-2.docx"
    assert target(path, force=False) == path
    (tmp_path / "buses-2.docx").write_bytes(b"")
    assert free_name(path).name == "buses-3.docx"
