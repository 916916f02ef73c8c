"""A rule change in its own layout: what a meeting finds in it."""

from __future__ import annotations

import re
import subprocess

import pytest

from motions.base.errors import DataFileError
from motions.documents.word.look import Redline
from motions.documents.word.motion import render_motion
from tests.support.docx_files import (
    LAYOUT,
    STAMP,
    W,
    paragraphs,
    rendered,
    styled,
    text_of,
    tree,
)
from tests.support.drafts import amendment, long_draft, runs, small_draft
from tests.support.programs import need

GAPS = {"old": runs("[the words now]", gap=True), "new": runs("[the words proposed]", gap=True)}


def rule_change(*amendments, **changes):
    return small_draft(amendments=amendments or (amendment(operation="Replace"),), **changes)


def test_it_says_which_edition_and_in_which_year_it_is_heard():
    block = styled(rendered(rule_change(heard="2028 (next year)")), "Particulars")
    assert "Changes\tRule Book 2021" in block
    assert "Heard in\t2028 (next year)" in block


def test_what_is_not_known_leaves_no_line():
    data = rendered(rule_change())
    assert not [text for text in styled(data, "Particulars") if text.startswith("Heard")]
    assert not styled(data, "Reminder", "Consequence")


def test_a_change_has_its_place_for_a_heading_then_the_words():
    data = rendered(rule_change(), redline=Redline.NONE)
    found = paragraphs(data)
    at = found.index(("Heading2", "Chapter 1, clause VIII.3.A"))
    assert found[at + 1 : at + 3] == [("Step", "Delete\t“may”"), ("Step", "Insert\t“must”")]


def test_changes_to_two_editions_say_which():
    changes = (amendment(), amendment(edition="Rule Book 2022", clause="I.1"))
    headings = styled(rendered(rule_change(*changes)), "Heading2")
    assert headings[:2] == [
        "Chapter 1, clause VIII.3.A (Rule Book 2021)",
        "Chapter 1, clause I.1 (Rule Book 2022)",
    ]


def test_words_still_to_be_copied_take_one_line_each():
    data = rendered(rule_change(amendment(operation="Replace", **GAPS)))
    (line,) = styled(data, "Change")
    assert line == (
        "Chapter 1, clause VIII.3.A. Delete [the words now]. Insert [the words proposed]."
    )
    assert len(styled(data, "ChangeNote")) == 1
    marked = [run for run in tree(data).iter(f"{W}rStyle") if run.get(f"{W}val") == "Gap"]
    assert len(marked) == 2


def test_when_no_words_are_missing_nothing_asks_for_them():
    assert not styled(rendered(rule_change()), "ChangeNote")


def test_headings_come_in_order():
    levels = [
        int(style[-1])
        for style, _ in paragraphs(rendered(rule_change(consequential=("Renumber the rest.",))))
        if style.startswith("Heading")
    ]
    assert levels == [1, 2, 1, 1, 2, 2]


def test_consequential_changes_are_a_list_and_reminders_a_box():
    draft = rule_change(consequential=("Renumber.", "Amend chapter 6."), reminders=("Check it.",))
    data = rendered(draft)
    assert styled(data, "Consequence") == ["Renumber.", "Amend chapter 6."]
    assert styled(data, "Reminder") == ["To check before it is sent. Check it."]


@pytest.mark.parametrize(
    ("limit", "says"), [(None, "14, for which there is no limit;"), (250, "14 of 250;")]
)
def test_the_argument_is_counted_as_the_conference_counts_it(limit, says):
    (line,) = styled(rendered(rule_change(word_limit=limit)), "WordCount")
    assert f"would print them: {says}" in line


def test_a_layout_without_a_place_for_the_changes_is_refused():
    with pytest.raises(DataFileError, match=r"motions layout export rule-change"):
        render_motion(rule_change(), layout=LAYOUT, stamp=STAMP, source="mine.docx")


def test_the_letters_of_the_changes_go_on_from_heading_to_line():
    data = rendered(rule_change(amendment(), amendment(clause="I.1", **GAPS)))
    lists = {}
    styles = {style.get(f"{W}styleId"): style for style in tree(data, "word/styles.xml")}
    for one in tree(data).iter(f"{W}p"):
        text = text_of(one)
        if text.startswith("Chapter 1"):
            number = one.find(f"{W}pPr/{W}numPr/{W}numId")
            if number is None:
                number = styles["Change"].find(f"{W}pPr/{W}numPr/{W}numId")
            lists[text[:30]] = number.get(f"{W}val")
    assert set(lists.values()) == {"2"}


@pytest.mark.slow
@pytest.mark.needs_libreoffice
def test_libreoffice_letters_the_changes_and_numbers_the_argument(tmp_path):
    path = tmp_path / "change.docx"
    path.write_bytes(rendered(long_draft()))
    command = [need("soffice"), f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"]
    command += ["--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    text = (tmp_path / "change.txt").read_text(encoding="utf-8-sig")
    assert re.findall(r"^\s*([A-J])\s+Chapter", text, re.MULTILINE) == list("ABCDEFGHIJ")
    numbers = re.findall(r"^\s*(\d[\d.]*)\s", text, re.MULTILINE)
    assert numbers[:8] == ["1", "1.1", "1.2", "1.2.1", "1.2.2", "1.2.2.1", "1.2.2.2", "1.2.3"]
    assert numbers[8:] == ["2", "2.1", "2.2", "3", "3.1", "3.2", "3.2.1", "3.2.2"]
