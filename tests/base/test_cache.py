"""What takes long to get is got once, and whatever happens to the folder, the result is right."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from zipfile import ZipFile

import pytest

from motions.base import cache
from motions.base.shipped import read_all
from motions.bodies.bank_holidays import SUBDIVISIONS, bank_holidays
from motions.conferences.conference_file import _shipped, shipped_conferences
from motions.documents.word.engine.render import prepared, render_once, render_template
from motions.documents.word.motion import motion_context
from motions.drafting.library import shipped_motions
from tests.support.docx_files import LAYOUT, PROPERTIES, STAMP
from tests.support.drafts import small_draft
from tests.support.templates import paragraph, template

ON_WINDOWS = sys.platform == "win32"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    return tmp_path / "cache"


class Maker:
    """Counts how often it is asked."""

    def __init__(self, result=b"made"):
        self.times = 0
        self.result = result

    def __call__(self):
        self.times += 1
        return self.result


def test_a_result_is_made_once(folder):
    maker = Maker()
    assert cache.get("sort", ["x"], maker) == b"made"
    assert cache.get("sort", ["x"], maker) == b"made"
    assert maker.times == 1
    assert len(list(folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("kind", "made_from"),
    [("other", ["a", "b"]), ("sort", ["ab"]), ("sort", ["b", "a"]), ("sort", ["a\0b"])],
)
@pytest.mark.usefixtures("folder")
def test_a_result_of_something_else_is_another(kind, made_from):
    cache.get("sort", ["a", "b"], Maker(b"first"))
    assert cache.get(kind, made_from, Maker(b"second")) == b"second"


@pytest.mark.parametrize("harm", [lambda data: data[:-1], lambda _: b"", lambda data: data + b"x"])
def test_what_was_damaged_is_made_anew(folder, harm):
    maker = Maker()
    cache.get("sort", ["x"], maker)
    (path,) = folder.iterdir()
    path.write_bytes(harm(path.read_bytes()))
    assert cache.get("sort", ["x"], maker) == b"made"
    assert cache.get("sort", ["x"], maker) == b"made"
    assert maker.times == 2


@pytest.mark.skipif(ON_WINDOWS, reason="permissions of POSIX")
def test_a_folder_that_others_can_write_to_is_neither_read_nor_written(folder):
    cache.get("sort", ["x"], Maker(b"theirs"))
    folder.chmod(0o777)
    assert cache.get("sort", ["x"], Maker(b"ours")) == b"ours"
    assert cache.get("sort", ["y"], Maker(b"ours")) == b"ours"
    assert len(list(folder.iterdir())) == 1


@pytest.mark.skipif(ON_WINDOWS, reason="permissions of POSIX")
def test_the_folder_is_the_users_alone(folder):
    cache.get("sort", ["x"], Maker())
    assert folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_that_cannot_be_used_costs_time_and_nothing_else(tmp_path, monkeypatch):
    file = tmp_path / "file"
    file.write_bytes(b"no folder")
    monkeypatch.setenv(cache.VARIABLE, str(file))
    maker = Maker()
    assert [cache.get("sort", ["x"], maker) for _ in range(2)] == [b"made", b"made"]
    assert maker.times == 2
    assert file.read_bytes() == b"no folder"


def test_set_to_nothing_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(cache.VARIABLE, "")
    maker = Maker()
    cache.get("sort", ["x"], maker)
    cache.get("sort", ["x"], maker)
    assert maker.times == 2
    assert not list(tmp_path.iterdir())


def test_a_result_that_cannot_be_made_leaves_nothing_behind(folder):
    def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        cache.get("sort", ["x"], fail)
    assert not folder.exists()


def test_the_oldest_make_room(folder):
    cache.get("sort", ["first"], Maker())
    (first,) = folder.iterdir()
    os.utime(first, (1, 1))
    for number in range(cache.MOST_FILES):
        cache.get("sort", [str(number)], Maker())
    assert len(list(folder.iterdir())) == cache.MOST_FILES
    assert not first.exists()


def test_what_else_lies_in_the_folder_is_left_alone(folder):
    folder.mkdir(mode=0o700)
    names = [f"letter-{number}.docx" for number in range(cache.MOST_FILES)]
    for name in [*names, "notes"]:
        (folder / name).write_bytes(b"mine")
        os.utime(folder / name, (1, 1))
    for number in range(cache.MOST_FILES + 1):
        cache.get("sort", [str(number)], Maker())
    assert {path.name for path in folder.iterdir()} >= {*names, "notes"}
    assert len(list(folder.iterdir())) == 2 * cache.MOST_FILES + 1


def test_a_program_that_changed_is_another_version(tmp_path):
    program = tmp_path / "program.py"
    program.write_text("1")
    before = cache.version_of(program)
    program.write_text("12")
    assert cache.version_of(program) != before
    assert cache.version_of(tmp_path / "gone.py") == "gone.py"


def document():
    prepared.cache_clear()
    return render_template(
        LAYOUT, motion_context(small_draft()), properties=PROPERTIES, stamp=STAMP, source="layout"
    )


def test_a_kept_layout_gives_the_same_document(folder, monkeypatch):
    first, again = document(), document()
    assert [path.name.split("-")[0] for path in folder.iterdir()] == ["layout"]
    monkeypatch.setenv(cache.VARIABLE, "")
    assert first == again == document()


def test_a_kept_layout_holds_nothing_of_the_documents_made_with_it(folder):
    context = {**motion_context(small_draft()), "body": "Nobody's Branch of Nowhere"}
    prepared.cache_clear()
    made = render_template(
        LAYOUT, context, properties=PROPERTIES, stamp=STAMP, source="a-path-of-mine"
    )
    assert made
    for path in folder.iterdir():
        for secret in (b"Nowhere", PROPERTIES.author.encode(), b"a-path-of-mine"):
            assert secret not in path.read_bytes()


NEXT_TIME = """
import datetime, json, sys
from pathlib import Path
from motions.documents.word.ooxml.properties import Properties
from motions.documents.word.engine.render import render_template
layout, context = Path(sys.argv[1]).read_bytes(), json.loads(Path(sys.argv[2]).read_text())
properties = Properties(**json.loads(sys.argv[3]))
stamp = datetime.datetime.fromisoformat(sys.argv[4])
made = render_template(layout, context, properties=properties, stamp=stamp, source="layout")
print(sorted({"docxtpl", "docx", "lxml"} & set(sys.modules)))
"""


@pytest.mark.slow
@pytest.mark.usefixtures("folder")
def test_a_kept_layout_needs_neither_docxtpl_nor_lxml(tmp_path):
    layout, context = tmp_path / "layout.docx", tmp_path / "context.json"
    layout.write_bytes(LAYOUT)
    context.write_text(json.dumps(motion_context(small_draft())))
    told = [
        subprocess.run(
            [sys.executable, "-c", NEXT_TIME, layout, context,
             json.dumps(asdict(PROPERTIES)), STAMP.isoformat()],
            check=True, capture_output=True, text=True, timeout=60,
        ).stdout.strip()
        for _ in range(2)
    ]  # fmt: skip
    assert told == ["['docx', 'docxtpl', 'lxml']", "[]"]


def test_of_a_letter_nothing_is_kept(folder):
    letter = template(paragraph("Ring 01234 567890, {{ name }}"))
    render_once(letter, {"name": "Jo"}, properties=PROPERTIES, stamp=STAMP, source="letter.docx")
    assert not folder.exists()


def test_of_a_large_layout_nothing_is_kept(folder, monkeypatch):
    monkeypatch.setattr("motions.documents.word.engine.prepare.MAX_KEPT", 100)
    document()
    assert not folder.exists()


@pytest.mark.skipif(ON_WINDOWS, reason="permissions of POSIX")
def test_what_is_kept_is_the_users_alone_to_read(folder):
    folder.mkdir(mode=0o755)
    cache.get("sort", ["x"], Maker())
    (path,) = folder.iterdir()
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("folder")
def test_a_layout_that_only_docxtpl_can_fill_is_known_as_such_the_next_time(monkeypatch):
    layout = template(paragraph("{{ 'as <w:p> is' }}{{ name }}"))
    prepared.cache_clear()
    assert prepared(layout, "layout", "en").compiled is None
    prepared.cache_clear()
    monkeypatch.setattr("motions.documents.word.engine.prepare._compiled", None)
    assert prepared(layout, "layout", "en").compiled is None


@pytest.mark.parametrize("nation", SUBDIVISIONS)
@pytest.mark.usefixtures("folder")
def test_kept_bank_holidays_are_those_of_the_package(nation, monkeypatch):
    def answers():
        bank_holidays.cache_clear()
        test = bank_holidays(nation)
        return [day for day in DAYS if test(day)]

    first = answers()
    monkeypatch.setattr("motions.bodies.bank_holidays._of_year", None)  # it is not asked again
    assert answers() == first
    bank_holidays.cache_clear()


DAYS = [
    STAMP.date().replace(year=2027, month=month, day=day)
    for month in (1, 5, 12)
    for day in range(1, 31)
]


def read_models():
    return read_all("motion_templates", ".md", lambda name, text: (name, text))


def test_a_text_that_changed_is_seen_though_size_and_time_are_the_same(
    folder, tmp_path, monkeypatch
):
    model = tmp_path / "a.md"
    monkeypatch.setattr("motions.base.shipped.data_dir", lambda _: tmp_path)
    for text in ("due 11 June", "due 12 June"):
        model.write_text(text)
        os.utime(model, (1, 1))
        assert read_models() == [("a.md", text)]
    assert len(list(folder.iterdir())) == 2


def test_without_a_home_nothing_is_kept(monkeypatch):
    def no_home(*_, **__):
        raise RuntimeError("could not determine the home directory")

    monkeypatch.delenv(cache.VARIABLE)
    monkeypatch.setattr("platformdirs.user_cache_path", no_home)
    maker = Maker()
    assert [cache.get("sort", ["x"], maker) for _ in range(2)] == [b"made", b"made"]
    assert maker.times == 2


def test_a_package_in_a_zip_file_has_a_version_too(tmp_path, monkeypatch):
    archive = tmp_path / "packages.zip"
    with ZipFile(archive, "w") as packages:
        packages.writestr("zipped_for_a_test/__init__.py", "")
    monkeypatch.syspath_prepend(archive)
    assert "zipped_for_a_test" in cache.version_of_package("zipped_for_a_test")
    assert cache.version_of_package("there_is_no_such_package")


def test_shipped_files_are_read_once_and_again_when_one_changes(folder, tmp_path, monkeypatch):
    models = tmp_path / "motion_templates"
    models.mkdir()
    (models / "a.md").write_text("one")
    (models / "note.txt").write_text("no model")
    monkeypatch.setattr("motions.base.shipped.data_dir", lambda _: models)
    assert read_models() == [("a.md", "one")]
    assert len(list(folder.iterdir())) == 1
    assert read_models() == [("a.md", "one")]
    assert len(list(folder.iterdir())) == 1
    (models / "a.md").write_text("another")
    (models / "b.md").write_text("two")
    assert read_models() == [("a.md", "another"), ("b.md", "two")]


@pytest.mark.usefixtures("folder")
def test_what_was_kept_of_the_shipped_files_is_what_they_say(monkeypatch):
    def shipped():
        _shipped.cache_clear()
        return shipped_conferences(), shipped_motions()

    first, again = shipped(), shipped()
    monkeypatch.setenv(cache.VARIABLE, "")
    assert first == again == shipped()


COPY_OF_OURS = sorted(path.relative_to(cache.PACKAGE) for path in cache.PACKAGE.rglob("*.py"))


@pytest.fixture(scope="module")
def copy_of_ours(tmp_path_factory):
    return shutil.copytree(cache.PACKAGE, tmp_path_factory.mktemp("copy") / "motions")


@pytest.mark.slow
@pytest.mark.parametrize("module", COPY_OF_OURS, ids=str)
@pytest.mark.usefixtures("folder")
def test_a_changed_byte_in_any_module_makes_what_was_kept_anew(copy_of_ours, module, monkeypatch):
    monkeypatch.setattr(cache, "PACKAGE", copy_of_ours)
    maker = Maker()
    for changed in (False, False, True):
        if changed:
            path = copy_of_ours / module
            path.write_bytes(path.read_bytes() + b"\n")
        cache.program.cache_clear()
        cache.get("sort", cache.program(), maker)
    cache.program.cache_clear()
    assert maker.times == 2


@pytest.mark.usefixtures("folder")
def test_all_that_is_kept_depends_on_the_program(monkeypatch):
    asked = []
    monkeypatch.setattr(
        cache, "get", lambda _kind, made_from, make: asked.append(made_from) or make()
    )
    monkeypatch.setattr(cache, "program", lambda: ("the program as it is",))
    _shipped.__wrapped__()
    prepared.__wrapped__(LAYOUT, "our.docx", "en-GB")
    bank_holidays.__wrapped__("wales")(date(2027, 5, 3))
    assert len(asked) >= 3
    assert all("the program as it is" in made_from for made_from in asked)
