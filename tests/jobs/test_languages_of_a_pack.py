"""A motion in Welsh makes documents in Welsh; what nobody has translated is marked as English."""

from __future__ import annotations

import re
from email import message_from_bytes, policy

import pytest
from docx import Document

from motions.base.languages import words
from motions.conferences.choose import find_conference
from motions.conferences.conference_file import shipped_conferences

FRONT = """\
+++
title = "Bysiau gwell"
kind = "{kind}"
version = "1"
summary = "Am fysiau."
language = "{language}"

[source]
name = "Ymgyrch Enghreifftiol"

[[fact]]
claim = "Nid oes bws ar ddydd Sul"
source = "https://example.org/bws"
checked = 2021-01-04

[voices]
branch = "Mae'r gangen hon"
clp = "Mae'r blaid hon"
conference = "Mae'r Gynhadledd"
{tables}+++
## {{{{ speaker }}}} yn nodi
1. Nid oes bws ar ddydd Sul, medd {{{{ mover }}}} ar {{{{ meeting_date }}}}.
   1. Nac ar ddydd Sadwrn.
"""
CHANGES = """
[[amendment]]
edition = "Llyfr Rheolau 1998"
chapter = "1"
clause = "VIII.3.A"
operation = "replace"
old = "bydd"
new = "caiff"

[[amendment]]
edition = "Llyfr Rheolau 1998"
chapter = ""
clause = "IX.1"
operation = "insert after"
"""
EXAMPLE = ("--example", "--conference", "labour-2021")
IN_TIME = (*EXAMPLE, "--today", "2021-04-20")
SECTIONS = (
    "documents", "deadlines", "blanks", "operations", "instructions", "mail", "checklist",
    "speaking_note", "result_slip", "pack", "notice",
)  # fmt: skip
NAMES = ("motions check", "text-for-the-conference-form.txt", "result-slip.docx")
"""A command, and names of files."""


def model(path, *, kind="motion", language="cy", tables=""):
    path.write_text(FRONT.format(kind=kind, language=language, tables=tables), encoding="utf-8")
    return path.name


def frame_words():
    """Yield what en-GB says around its values, as patterns: whole words, in their case."""
    for key, sentence in words("en-GB").sentences.items():
        if key.partition(".")[0] in SECTIONS:
            for text in [sentence] if isinstance(sentence, str) else sentence.values():
                for piece in re.split(r"\{.*?\}", text):
                    if fragment := piece.strip(" .,;:()“”?!"):
                        yield rf"(?<!\w){re.escape(fragment)}(?!\w)"


FRAME = sorted(set(frame_words()))


def shared_with_welsh():
    """Return the patterns that Welsh says too: names of files, and "to" (roof)."""
    welsh = "\n".join(
        text
        for sentence in words("cy").sentences.values()
        for text in ([sentence] if isinstance(sentence, str) else sentence.values())
    )
    return {pattern for pattern in FRAME if re.search(pattern, welsh)}


ENGLISH = [pattern for pattern in FRAME if pattern not in shared_with_welsh()]


def written(element):
    return "".join(one.text or "" for one in element.iter("{*}t"))


def text_of(path):
    if path.suffix == ".docx":
        document = Document(str(path))
        feet = [p.text for one in document.sections for p in one.footer.paragraphs]
        return "\n".join([*map(written, document.element.body.iter("{*}p")), *feet])
    raw = path.read_bytes()
    if path.suffix == ".eml":
        message = message_from_bytes(raw, policy=policy.default)
        return f"{message['Subject']}\n{message.get_body().get_content()}"
    text = raw.decode()
    return re.sub("<[^>]*>", "\n", text.partition("</head>")[2]) if path.suffix == ".html" else text


def english_in(path, kind):
    """Return the English of the program in the file; names from the conference's file are not."""
    text = text_of(path)
    conference = find_conference("labour-2021", shipped_conferences())
    submission = conference.submission(kind)
    given = (conference.name, submission.to, submission.name, *submission.reminders, *NAMES)
    for one in sorted(given, key=len, reverse=True):
        text = text.replace(one, "")
        text = text.replace(re.sub(r"([\\`*_{}\[\]<>#|~&!$^])", r"\\\1", one), "")
    return [pattern for pattern in ENGLISH if re.search(pattern, text)]


def test_the_word_list_finds_english():
    assert len(ENGLISH) > 100
    text = "Dear Secretary,\nMoved by\n3 words, clause numbers are not counted"
    assert len([one for one in ENGLISH if re.search(one, text)]) >= 4


@pytest.mark.parametrize("tables", ["", CHANGES])
@pytest.mark.parametrize("format_", ["docx", "txt", "md", "html"])
def test_a_welsh_motion_is_drafted_in_welsh(run, tmp_path, format_, tables):
    kind = "rule-change" if tables else "motion"
    name = model(tmp_path / "bysiau.md", kind=kind, tables=tables)
    path = tmp_path / f"made.{format_}"
    result = run("draft", name, "--format", format_, "-o", path.name, *IN_TIME)
    assert result.exit_code == 0, result.output
    assert english_in(path, kind) == []
    assert "Bysiau gwell" in text_of(path)
    if tables:
        assert "Mewnosod" in text_of(path)
        assert "y geiriau arfaethedig" in text_of(path)


@pytest.mark.parametrize("tables", ["", CHANGES])
def test_a_welsh_pack_is_in_welsh_but_for_what_planning_says(run, tmp_path, tables):
    kind = "rule-change" if tables else "motion"
    name = model(tmp_path / "bysiau.md", kind=kind, tables=tables)
    result = run("pack", name, "-o", "pecyn", *IN_TIME)
    assert result.exit_code == 0, result.output
    files = [p for p in (tmp_path / "pecyn").iterdir() if p.name not in ("dates.txt", "dates.ics")]
    assert len(files) > 10
    found = {p.name: english_in(p, kind) for p in files if p.name != "answers.toml"}
    assert {name: english for name, english in found.items() if english} == {}


def test_reasons_on_a_welsh_checklist_are_marked_as_english(run, tmp_path):
    name = model(tmp_path / "bysiau.md")
    result = run("pack", name, "-o", "pecyn", *EXAMPLE, "--today", "2021-09-01")
    assert result.exit_code == 0, result.output
    page = (tmp_path / "pecyn" / "checklist.html").read_text(encoding="utf-8")
    assert '<html lang="cy">' in page
    assert re.search(r'<li><span lang="en-GB">[^<]+</span></li>', page)
    assert marked(tmp_path / "pecyn" / "checklist.docx")


def marked(path):
    """Return the texts of the runs that Word is told are in British English."""
    runs = Document(str(path)).element.body.iter("{*}r")
    found = []
    for run in runs:
        languages = [one.get(one.tag.replace("lang", "val")) for one in run.iter("{*}lang")]
        if languages == ["en-GB"]:
            found.append(written(run))
    return found


def test_labels_in_a_language_that_lacks_them_are_marked_as_english(run, tmp_path):
    name = model(tmp_path / "bysiau.md", language="de")
    set_ = ("--set", "meeting_date=2021-05-06")
    for format_ in ("docx", "html"):
        path = f"made.{format_}"
        result = run("draft", name, "--format", format_, "-o", path, *IN_TIME, *set_)
        assert result.exit_code == 0, result.output
    page = (tmp_path / "made.html").read_text(encoding="utf-8")
    assert '<dt><span lang="en-GB">Moved by</span></dt>' in page
    assert '<mark><span lang="en-GB">[mover]</span></mark>' in page
    assert "Donnerstag, 6. Mai 2021" in page
    assert not re.search(r'<span lang="en-GB">[^<]*Donnerstag, 6', page)
    found = marked(tmp_path / "made.docx")
    assert {"From", "[mover]"} <= set(found)
    assert not any("said-" in one for one in found)
    assert not any("Donnerstag" in one for one in found)
    assert "said-" not in text_of(tmp_path / "made.docx")


def test_a_date_in_the_text_is_marked_where_nobody_knows_the_months(run, tmp_path):
    name = model(tmp_path / "bysiau.md", language="tlh")
    set_ = ("--set", "meeting_date=2021-05-06")
    for format_ in ("docx", "html"):
        path = f"made.{format_}"
        result = run("draft", name, "--format", format_, "-o", path, *IN_TIME, *set_)
        assert result.exit_code == 0, result.output
    page = (tmp_path / "made.html").read_text(encoding="utf-8")
    assert ' ar <span lang="en-GB">Thursday 6 May 2021</span>.' in page
    assert "Thursday 6 May 2021" in marked(tmp_path / "made.docx")


def test_an_english_motion_marks_nothing(run, tmp_path):
    name = model(tmp_path / "bysiau.md", language="en-GB", kind="rule-change", tables=CHANGES)
    for format_ in ("docx", "html"):
        result = run("draft", name, "--format", format_, "-o", f"made.{format_}", *IN_TIME)
        assert result.exit_code == 0, result.output
    assert "<span lang=" not in (tmp_path / "made.html").read_text(encoding="utf-8")
    assert marked(tmp_path / "made.docx") == []
