"""A motion in the layout that we ship: what its readers find in it."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from motions.base.errors import DataFileError
from motions.documents.word.motion import motion_context
from motions.drafting.draft import Clause, Labelled
from tests.support.docx_files import (
    LAYOUT,
    ROOT,
    RULE_CHANGE,
    W,
    paragraphs,
    parts,
    rendered,
    text_of,
    tree,
)
from tests.support.drafts import clause, long_draft, runs, section, small_draft
from tests.support.programs import need


def long_motion(**changes):
    return long_draft(amendments=(), **changes)


def test_each_paragraph_has_the_style_that_numbers_it():
    text = [item for item in paragraphs(rendered(small_draft())) if item[0] != "Particulars"]
    assert text[:6] == [
        ("Title", "Fair hearings in disciplinary cases"),
        ("Heading1", "This branch notes:"),
        ("Clause", "First note."),
        ("Subclause", "Its detail."),
        ("Heading1", "This branch resolves:"),
        ("Clause", "To write."),
    ]


def test_the_third_level_has_a_style_too():
    assert ("Subsubclause", "a candidate, or") in paragraphs(rendered(long_motion()))


def test_every_numbered_style_is_named_by_its_level():
    numbering = tree(LAYOUT, "word/numbering.xml")
    named = [level.find(f"{W}pStyle").get(f"{W}val") for level in numbering.iter(f"{W}lvl")]
    text = ["Heading1", "Clause", "Subclause", "Subsubclause"]
    assert named == [*text, "Change", "Consequence"]
    styles = {style.get(f"{W}styleId"): style for style in tree(LAYOUT, "word/styles.xml")}
    levels = [styles[name].find(f"{W}pPr/{W}numPr/{W}ilvl").get(f"{W}val") for name in named]
    assert levels == ["0", "1", "2", "3", "0", "0"]


def test_the_block_under_the_title_says_from_whom_and_to_whom():
    block = [text for style, text in paragraphs(rendered(small_draft())) if style == "Particulars"]
    assert block == [
        "From\tRiverside Branch",
        "Kind of submission\tConstitutional amendment (rule change)",
        "Conference\tAnnual Conference 2027, Anytown",
        "To\tThe General Secretary",
    ]


def test_an_empty_particular_leaves_no_line():
    block = [text for _, text in paragraphs(rendered(small_draft(conference="", addressee="")))]
    assert not [text for text in block if text.startswith(("Conference", "To\t"))]


def test_an_empty_detail_is_a_ruled_line_and_no_typed_underscores():
    data = rendered(small_draft())
    assert ("DetailBlank", "Moved by \t") in paragraphs(data)
    assert ("Detail", "Date of meeting\t6 May 2027") in paragraphs(data)
    assert b"___" not in parts(data)["word/document.xml"]
    styles = {style.get(f"{W}styleId"): style for style in tree(data, "word/styles.xml")}
    leaders = [tab.get(f"{W}leader") for tab in styles["DetailBlank"].iter(f"{W}tab")]
    assert leaders == [None, "underscore"]


def test_the_words_are_counted_against_the_limits():
    draft = small_draft(conference_words=212, word_limit=250, title_limit=10)
    (line,) = [text for style, text in paragraphs(rendered(draft)) if style == "WordCount"]
    assert line == (
        "Words in the text as Conference would print it: 212 of 250; numbers not counted. "
        "Title: 5 of 10."
    )


def test_without_limits_the_words_are_only_counted():
    (line,) = [
        text
        for style, text in paragraphs(rendered(small_draft(word_limit=None)))
        if style == "WordCount"
    ]
    assert line.endswith("print it: 14; numbers not counted. Title: 5.")


def test_source_and_status_are_small_print():
    small = [text for style, text in paragraphs(rendered(long_motion())) if style == "SmallPrint"]
    assert [text.split()[0] for text in small] == ["The", "Model"]


def test_header_and_footer_name_body_model_and_page():
    data = rendered(small_draft())
    assert text_of(tree(data, "word/header1.xml")) == "Riverside Branch"
    footer = tree(data, "word/footer1.xml")
    assert text_of(footer) == "fair-hearings, version 1\tPage 1 of 1"
    fields = [field.get(f"{W}instr").strip() for field in footer.iter(f"{W}fldSimple")]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_lines_to_sign_stay_on_one_page():
    styles = {style.get(f"{W}styleId"): style for style in tree(LAYOUT, "word/styles.xml")}
    assert styles["Detail"].find(f"{W}pPr/{W}keepNext") is not None
    assert styles["DetailBlank"].find(f"{W}basedOn").get(f"{W}val") == "Detail"


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("[date of the report]", "Gap"),
        ("no timetable", "Strong"),
        ("more than a year", "Emphasis"),
        (" found ", None),
    ],
)
def test_a_look_is_a_character_style(text, style):
    for run in tree(rendered(long_motion())).iter(f"{W}r"):
        if text_of(run) == text:
            mark = run.find(f"{W}rPr/{W}rStyle")
            assert (None if mark is None else mark.get(f"{W}val")) == style
            break
    else:
        pytest.fail(f"{text!r} is in no run of its own")


def test_strong_and_emphasis_go_together():
    both = Clause(runs("both", strong=True, emphasis=True))
    draft = small_draft(sections=(section("Heads:", both),))
    marks = {mark.get(f"{W}val") for mark in tree(rendered(draft)).iter(f"{W}rStyle")}
    assert "IntenseEmphasis" in marks


def test_no_empty_paragraph_and_no_empty_run_is_left():
    document = tree(rendered(long_motion()))
    assert all(text_of(paragraph).strip() for paragraph in document.iter(f"{W}p"))
    assert all(len(run) for run in document.iter(f"{W}r"))
    assert not [text for text in document.iter(f"{W}t") if not text.text]


def test_the_page_is_a4_with_margins_of_25_mm():
    section_ = Document(BytesIO(rendered(small_draft()))).sections[0]
    assert (round(section_.page_width.mm), round(section_.page_height.mm)) == (210, 297)
    margins = (section_.left_margin, section_.right_margin, section_.top_margin)
    assert [round(margin.mm) for margin in margins] == [25, 25, 25]


def test_the_document_is_in_its_language_and_in_no_compatibility_mode():
    data = rendered(small_draft())
    assert tree(data, "word/styles.xml").find(f".//{W}lang").get(f"{W}val") == "en-GB"
    (mode,) = [
        setting.get(f"{W}val")
        for setting in tree(data, "word/settings.xml").iter(f"{W}compatSetting")
        if setting.get(f"{W}name") == "compatibilityMode"
    ]
    assert mode == "15"


def test_another_language_is_the_documents_language():
    data = rendered(small_draft(language="cy-GB"))
    assert tree(data, "word/styles.xml").find(f".//{W}lang").get(f"{W}val") == "cy-GB"
    assert Document(BytesIO(data)).core_properties.language == "cy-GB"


def test_every_style_that_is_used_is_there():
    data = rendered(long_motion())
    known = {style.get(f"{W}styleId") for style in tree(data, "word/styles.xml")}
    used = {
        element.get(f"{W}val")
        for tag in ("pStyle", "rStyle", "tblStyle")
        for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml")
        for element in tree(data, name).iter(f"{W}{tag}")
    }
    assert used <= known


def test_a_context_is_plain_data_and_numbers_every_clause():
    context = motion_context(long_motion())
    clauses = context["sections"][0]["clauses"]
    assert [(one["number"], one["level"]) for one in clauses] == [
        ("1.1", 1),
        ("1.2", 1),
        ("1.2.1", 2),
        ("1.2.2", 2),
        ("1.2.2.1", 3),
        ("1.2.2.2", 3),
        ("1.2.3", 2),
    ]
    assert clauses[0]["text"].startswith("That the panel's report of [date of the report] found")
    assert {type(value) for value in context.values()} <= {str, int, bool, list, dict}


def test_a_clause_below_the_third_level_is_refused_by_its_number():
    deep = clause("1", clause("2", clause("3", clause("4"))))
    with pytest.raises(DataFileError, match=r"clause 1\.1\.1\.1\.1: lies deeper"):
        motion_context(small_draft(sections=(section("Heads:", deep),)))


def test_the_built_layouts_are_what_their_parts_make():
    script = ROOT / "tools" / "build_layouts.py"
    spec = importlib.util.spec_from_file_location("build_layouts", script)
    tool = importlib.util.module_from_spec(spec)
    sys.modules["build_layouts"] = tool
    spec.loader.exec_module(tool)
    built = {path.stem: path.read_bytes() for path in tool.BUILT.glob("*.docx")}
    assert built == {name: tool.build_layout(name) for name in tool.layout_names()}


@pytest.mark.parametrize("layout", [LAYOUT, RULE_CHANGE])
def test_a_layout_carries_nobodys_name(layout):
    for name, part in parts(layout).items():
        assert not re.search(rb"python-docx|Microsoft Office Word|rsid|creator", part), name


def as_text(data: bytes, folder: Path) -> str:
    """Return what LibreOffice makes of a .docx as plain text, numbers included."""
    path = folder / "motion.docx"
    path.write_bytes(data)
    command = [need("soffice"), f"-env:UserInstallation={(folder / 'office').as_uri()}"]
    command += ["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    return (folder / "motion.txt").read_text(encoding="utf-8-sig")


@pytest.mark.slow
@pytest.mark.needs_libreoffice
def test_libreoffice_numbers_each_section_anew(tmp_path):
    text = as_text(rendered(long_motion()), tmp_path)
    numbers = re.findall(r"^\s*(\d[\d.]*)\s", text, re.MULTILINE)
    assert numbers == [
        *("1", "1.1", "1.2", "1.2.1", "1.2.2", "1.2.2.1", "1.2.2.2", "1.2.3"),
        *("2", "2.1", "2.2"),
        *("3", "3.1", "3.2", "3.2.1", "3.2.2"),
    ]
    assert "{{" not in text
    assert "{%" not in text


@pytest.mark.slow
def test_pandoc_finds_headings_and_no_tag(tmp_path):
    path = tmp_path / "motion.docx"
    path.write_bytes(rendered(long_motion()))
    command = [need("pandoc"), "--from", "docx", "--to", "markdown", str(path)]
    text = subprocess.run(command, check=True, capture_output=True, timeout=60).stdout.decode()
    headings = re.findall(r"^# (.*)$", text, re.MULTILINE)
    assert headings == ["This branch notes:", "This branch believes:", "This branch resolves:"]
    assert "{{" not in text
    assert "{%" not in text


def test_python_docx_opens_it():
    document = Document(BytesIO(rendered(long_motion(details=(Labelled("Moved by", "A"),)))))
    assert document.paragraphs[1].style.name == "Particulars"
