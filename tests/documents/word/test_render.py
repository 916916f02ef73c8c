"""Rendering any layout: the same bytes twice, neutral properties, a message for each fault."""

from __future__ import annotations

import contextlib
import getpass
import platform
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from motions.base.errors import DataFileError
from motions.documents.word.engine.render import render_template
from motions.documents.word.motion import render_motion
from motions.documents.word.ooxml import package
from motions.documents.word.ooxml.package import read_package, write_package
from tests.support.docx_files import (
    LAYOUT,
    PROPERTIES,
    STAMP,
    W,
    document,
    filled,
    layout_saying,
    layout_with,
    lines_of,
    paragraph,
    parts,
    rendered,
)
from tests.support.drafts import long_draft, small_draft

EXTERNAL = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
    'relationships/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
)


def fault_of(layout: bytes, **context: object) -> str:
    """Return the message with which *layout* is refused."""
    with pytest.raises(DataFileError) as caught:
        filled(layout, **context)
    assert all(fault.problem for fault in caught.value.faults)
    return str(caught.value)


def zipped(*members: tuple[str, bytes]) -> bytes:
    """Return a zip file of *members*, doubles and all."""
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(ZipInfo(name), content, ZIP_DEFLATED)
    return buffer.getvalue()


def test_the_same_draft_gives_the_same_bytes():
    assert rendered(long_draft()) == rendered(long_draft())


def test_members_are_in_order_and_without_a_date():
    with ZipFile(BytesIO(rendered(small_draft()))) as archive:
        infos = archive.infolist()
    names = [info.filename for info in infos]
    assert names[:3] == ["[Content_Types].xml", "_rels/.rels", "word/document.xml"]
    assert names[3:] == sorted(names[3:])
    assert {info.date_time for info in infos} == {(1980, 1, 1, 0, 0, 0)}


def test_properties_are_of_the_motion_and_of_no_person():
    core = Document(BytesIO(rendered(small_draft()))).core_properties
    assert core.title == "Fair hearings in disciplinary cases"
    assert core.author == core.last_modified_by == "Riverside Branch"
    assert core.subject == "Constitutional amendment (rule change)"
    assert core.identifier == "fair-hearings 1"
    assert core.language == "en-GB"
    assert core.revision == 1
    assert core.created == core.modified == STAMP.replace(tzinfo=UTC)
    assert (core.comments, core.keywords) == ("", "")


def test_a_stamp_with_a_zone_is_written_in_utc():
    summer = datetime(2027, 7, 1, 12, tzinfo=timezone(timedelta(hours=1)))
    data = render_template(
        layout_saying("x"), {}, properties=PROPERTIES, stamp=summer, source="letterhead.docx"
    )
    assert b"2027-07-01T11:00:00Z" in parts(data)["docProps/core.xml"]


def test_no_picture_machine_or_user_is_in_the_file():
    members = parts(rendered(small_draft()))
    assert not [name for name in members if "thumbnail" in name.lower() or "app.xml" in name]
    whole = b"".join(members.values())
    for name in (b"python-docx", platform.node().encode(), f">{getpass.getuser()}<".encode()):
        assert not name or name not in whole


def test_properties_of_a_layout_stay_behind_and_are_never_run():
    core = parts(LAYOUT)["docProps/core.xml"].replace(
        b"<dc:title>Layout of a motion", b"<dc:creator>Jo Bloggs</dc:creator><dc:title>{{ 7 * x }}"
    )
    members = {**parts(layout_saying("x")), "docProps/core.xml": core}
    data = filled(write_package(members))
    assert b"Bloggs" not in b"".join(parts(data).values())
    assert Document(BytesIO(data)).core_properties.title == "A title"


def test_the_path_to_a_letterheads_template_stays_behind():
    path = "file:///C:/Users/jo.bloggs/branch.dotx"
    office = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    changed = parts(LAYOUT)["word/settings.xml"].replace(
        b"<w:defaultTabStop",
        b'<w:attachedTemplate xmlns:r="%s" r:id="rId1"/><w:defaultTabStop' % office,
    )
    members = parts(layout_saying("x"))
    members["word/settings.xml"] = changed
    rels = EXTERNAL.format(kind="attachedTemplate", target=path)
    members["word/_rels/settings.xml.rels"] = rels.encode()
    data = filled(write_package(members))
    assert b"bloggs" not in b"".join(parts(data).values())
    assert b"attachedTemplate" not in parts(data)["word/settings.xml"]


def test_simple_tags_typed_into_a_letterhead_are_enough():
    layout = layout_saying(
        "{{ title }}",
        "{%p for section in sections %}",
        "{{ section.number }} {{ section.heading }}",
        "{%p for clause in section.clauses %}",
        "{{ clause.number }} {{ clause.text }}",
        "{%p endfor %}",
        "{%p endfor %}",
    )
    assert lines_of(render_motion(small_draft(), layout=layout, stamp=STAMP)) == [
        "Fair hearings in disciplinary cases",
        *("1 This branch notes:", "1.1 First note.", "1.1.1 Its detail."),
        *("2 This branch resolves:", "2.1 To write.", "2.2 To meet."),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{{ titel }}", "the tag {{ titel }} asks for 'titel', which a document of this kind"),
        ("{{ titel }}", "Did you mean 'title'?"),
        ("{{ person.nmae }}", "the tag {{ person.nmae }} asks for 'nmae'"),
        ("{% if title %}", "the tag {% if title %} cannot be filled: Unexpected end of template"),
        ("{{ title", "cannot be filled"),
        (
            "{{ title|shout }}",
            "the tag {{ title|shout }} cannot be filled: No filter named 'shout'",
        ),
        ("{{ title.__class__.__mro__ }}", "access to attribute '__class__'"),
        ("{{ title + 1 }}", "the tag {{ title + 1 }} cannot be filled"),
        ("{{ range(10 ** 9) }}", "cannot be filled: Range too big"),
        ("{% include 'other' %}", "the tag {% include 'other' %} cannot be filled"),
        ("{{p title }}", "'T' would be lost"),
    ],
)
def test_a_tag_that_cannot_be_filled_is_named_with_its_part(line, message):
    text = fault_of(layout_saying("fine", line, "fine"), title="T", person={"name": "N"})
    assert text.startswith("letterhead.docx: the text (word/document.xml): ")
    assert message in text


def test_a_tag_in_the_footer_is_found_there():
    text = fault_of(layout_saying("fine", footer1="{{ nobody }}"), title="T")
    assert "a footer (word/footer1.xml): the tag {{ nobody }}" in text


def test_tags_that_cut_a_table_apart_are_refused():
    table = (
        "<w:tbl><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p><w:r>"
        "<w:t>{%tr if no %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    layout = layout_with(word__document=document(table, paragraph("{% endif %}")))
    assert "the tags cut the text apart" in fault_of(layout, no=0)


@pytest.mark.parametrize(
    ("layout", "message"),
    [
        (b"", "is not a Word document (.docx), or it is damaged"),
        (b"Dear comrades,", "is not a Word document (.docx), or it is damaged"),
        (LAYOUT[:5000], "is not a Word document (.docx), or it is damaged"),
        (b"\xd0\xcf\x11\xe0rest", "is an old Word file (.doc) or has a password"),
        (zipped(("readme.txt", b"x")), "is a zip file, but not a Word document"),
        (zipped(("xl/workbook.xml", b"<x/>")), "is an Excel workbook"),
        (zipped(("content.xml", b"<x/>")), "is an OpenDocument file"),
        (zipped(("../evil.xml", b"<x/>")), "../evil.xml: is not a name that a part can have"),
        (zipped(*[(f"{n}.xml", b"<x/>") for n in range(1001)]), "has 1001 parts"),
        (zipped(("word/a.xml", b" " * 2_000_000)), "word/a.xml: is compressed suspiciously well"),
        (layout_with(word__document=b"<w:document"), "word/document.xml: is damaged"),
        (
            layout_with(word__document=b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'),
            "word/document.xml: has a DOCTYPE",
        ),
        (
            layout_with(word__document="<!DOCTYPE x><x/>".encode("utf-16")),
            "word/document.xml: has a DOCTYPE",
        ),
        (layout_with(**{"word__vbaProject.bin": b"x"}), "has macros"),
        (
            layout_with(
                **{
                    "[Content_Types]": parts(LAYOUT)["[Content_Types].xml"].replace(
                        b"document.main+xml", b"template.main+xml"
                    )
                }
            ),
            "is a Word template (.dotx)",
        ),
        (layout_with(**{"[Content_Types]": b"<Types/>"}), "does not name a Word document"),
        (layout_with(word__document=None), "is damaged: parts are missing"),
        (
            layout_with(word__document=document('<w:p><w:ins w:id="1" w:author="Jo"/></w:p>')),
            "word/document.xml: has tracked changes",
        ),
        (
            layout_with(
                word__comments=(
                    f'<w:comments xmlns:w="{W[1:-1]}"><w:comment w:author="J"/></w:comments>'
                ).encode()
            ),
            "word/comments.xml: has comments",
        ),
        (
            layout_with(
                **{
                    "word___rels__header1.xml.rels": EXTERNAL.format(
                        kind="image", target="https://example.org/logo.png"
                    ).encode()
                }
            ),
            "fetches 'https://example.org/logo.png' from outside the file",
        ),
    ],
)
def test_a_file_that_cannot_be_a_layout_is_refused_with_a_way_out(layout, message):
    text = fault_of(layout, title="T")
    assert text.startswith("letterhead.docx: ")
    assert message in text


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused():
    twice = zipped(("word/a.xml", b"<x/>"), ("word/A.xml", b"<x/>"))
    assert "word/A.xml: is in the file twice" in fault_of(twice)


def test_every_fault_of_a_package_is_told_at_once():
    bad = zipped(("../a.xml", b"<x/>"), ("../b.xml", b"<x/>"))
    with pytest.raises(DataFileError) as caught:
        read_package(bad, "letterhead.docx")
    assert [fault.where for fault in caught.value.faults] == ["../a.xml", "../b.xml"]


@pytest.mark.parametrize(
    ("limit", "message"), [("MAX_UNPACKED", "unpacks to more"), ("MAX_FILE", "is larger than")]
)
def test_a_file_beyond_a_limit_is_refused(monkeypatch, limit, message):
    monkeypatch.setattr(package, limit, 1000)
    assert message in fault_of(LAYOUT)


def test_a_link_to_click_on_is_allowed():
    members = parts(layout_saying("x"))
    rels = EXTERNAL.format(kind="hyperlink", target="https://example.org/")
    members["word/_rels/header1.xml.rels"] = rels.encode()
    assert lines_of(filled(write_package(members))) == ["x"]


def test_a_package_comes_back_as_it_was_written():
    members = parts(LAYOUT)
    assert read_package(write_package(members), "x") == members


OPENERS = ("{{", "{%", "{%p ", "{%r ", "{%tr ", "{{r ", "{#", "{_{", "}}", "%}", "#}")
WORDS = ("if ", "for ", " x ", "in ", "endif", "endfor", "title", "|e", ".", "'", "<", "&", "-")
TAG_PIECES = st.sampled_from(OPENERS) | st.sampled_from(WORDS)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(TAG_PIECES, max_size=8).map("".join), max_size=3))
def test_whatever_is_typed_into_a_layout_it_works_or_is_refused(lines):
    with contextlib.suppress(DataFileError):
        Document(BytesIO(filled(layout_saying("first", *lines), title="T", x=[])))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(LAYOUT) - 1), st.binary(min_size=1, max_size=4))
def test_a_damaged_file_is_refused_or_harmless(place, damage):
    broken = LAYOUT[:place] + damage + LAYOUT[place + len(damage) :]
    with contextlib.suppress(DataFileError):
        read_package(broken, "letterhead.docx")
