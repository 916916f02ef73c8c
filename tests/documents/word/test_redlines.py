"""Tracked changes that Word and LibreOffice can settle, and marks that print."""

from __future__ import annotations

import subprocess
from copy import deepcopy

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from motions.base.text import one_line
from motions.documents.word.look import Redline
from motions.documents.word.motion import render_motion
from motions.documents.word.redlines import AUTHOR, insert_redlines
from motions.drafting.redline import word_changes
from tests.support.docx_files import (
    RULE_CHANGE,
    STAMP,
    W,
    document,
    layout_saying,
    paragraph,
    parts,
    rendered,
    styled,
    text_of,
    tree,
)
from tests.support.drafts import amendment, runs, small_draft
from tests.support.programs import need

OLD = "The panel may hear the member if it thinks that a hearing would help it."
NEW = "The panel must hear the member, with notice in writing, before it decides."
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"

PAIRS = [
    (OLD, NEW),
    ("A decision is final.", "A decision may be appealed to the NCC & is final <then>."),
    ("“may” {{ hear }}", "שלום “must” {% hear %} 🎉"),
]


def change(old: str, new: str, **others):
    return small_draft(amendments=(amendment(old=runs(old), new=runs(new), **others),))


def redline_of(data: bytes):
    for one in tree(data).iter(f"{W}p"):
        style = one.find(f"{W}pPr/{W}pStyle")
        if style is not None and style.get(f"{W}val") == "Redline":
            return one
    return None


def settle(element, *, accept: bool) -> str:
    """Return the text once every tracked change is accepted, or rejected, as Word does it."""
    element = deepcopy(element)
    for gone in list(element.iter(f"{W}del" if accept else f"{W}ins")):
        gone.getparent().remove(gone)
    return "".join(node.text or "" for node in element.iter(f"{W}t", f"{W}delText"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(min_size=1), st.text(min_size=1))
@example(*PAIRS[0])
@example(*PAIRS[1])
@example(*PAIRS[2])
@example("a\x00b\tc", "a\nb")
def test_any_two_texts_come_back_by_accepting_and_by_rejecting(old, new):
    old, new = one_line(old), one_line(new)
    members = {"word/document.xml": document(paragraph("redline-token."))}
    insert_redlines(members, {"redline-token.": word_changes(old, new)}, Redline.TRACKED, STAMP)
    root = etree.fromstring(members["word/document.xml"])
    assert settle(root, accept=True) == new
    assert settle(root, accept=False) == old


@pytest.mark.parametrize(("old", "new"), PAIRS)
def test_in_a_whole_document_too(old, new):
    found = redline_of(rendered(change(old, new)))
    assert settle(found, accept=True) == new
    assert settle(found, accept=False) == old


def test_words_after_which_others_are_inserted_stay():
    found = redline_of(rendered(change("may", "not", operation="Insert after")))
    assert settle(found, accept=False) == "may"
    assert settle(found, accept=True) == "may not"


def test_a_change_names_nobody_and_has_the_stamp_for_its_date():
    changes = list(tree(rendered(change(OLD, NEW))).iter(f"{W}ins", f"{W}del"))
    assert {one.get(f"{W}author") for one in changes} == {AUTHOR}
    assert {one.get(f"{W}date") for one in changes} == {"2027-01-04T09:30:00Z"}
    ids = [one.get(f"{W}id") for one in changes]
    assert len(set(ids)) == len(ids) > 2


def test_word_is_told_to_keep_names_out_of_the_file():
    tracked = tree(rendered(change(OLD, NEW)), "word/settings.xml")
    assert [one.tag for one in tracked][:2] == [f"{W}zoom", f"{W}removePersonalInformation"]
    others = [rendered(small_draft()), rendered(change(OLD, NEW), redline=Redline.MARKED)]
    for data in others:
        assert b"removePersonalInformation" not in parts(data)["word/settings.xml"]


def test_no_change_stands_within_another():
    for one in tree(rendered(change(OLD, NEW))).iter(f"{W}ins", f"{W}del"):
        inside = {node.tag for node in one.iter()} - {one.tag}
        assert not inside & {f"{W}ins", f"{W}del"}
        kept = f"{W}t" if one.tag == f"{W}ins" else f"{W}delText"
        assert {f"{W}t", f"{W}delText"} & inside == {kept}


def test_marked_changes_are_struck_out_or_bold_and_underlined():
    data = rendered(change("it may hear", "it must hear"), redline=Redline.MARKED)
    looks = {}
    for run in redline_of(data).iter(f"{W}r"):
        look = run.find(f"{W}rPr")
        looks[text_of(run)] = [] if look is None else [one.tag.removeprefix(W) for one in look]
    assert looks == {"it ": [], "may": ["strike"], "must": ["b", "u"], " hear": []}
    assert not list(tree(data).iter(f"{W}ins", f"{W}del"))
    assert styled(data, "RedlineNote")[0].startswith("The change. Struck out: deleted.")


def test_without_marks_only_the_prose_is_left():
    data = rendered(change(OLD, NEW), redline=Redline.NONE)
    assert redline_of(data) is None
    assert styled(data, "Step") == [f"Delete\t“{OLD}”", f"Insert\t“{NEW}”"]


@pytest.mark.parametrize(
    "one",
    [
        amendment(old=runs("[the words now]", gap=True)),
        amendment(operation="Delete", new=()),
        amendment(operation="Add", old=()),
        amendment(old=runs("same"), new=runs("same")),
    ],
)
def test_where_there_is_nothing_to_compare_there_is_no_redline(one):
    data = rendered(small_draft(amendments=(one,)))
    assert redline_of(data) is None
    assert b"redline-" not in parts(data)["word/document.xml"]


def test_a_value_cannot_pass_for_the_place_of_a_redline():
    first = rendered(change(OLD, NEW))
    name = f"redline-{32 * '0'}-0."
    data = rendered(change(OLD, NEW, edition=name))
    assert f"Changes\t{name}" in styled(data, "Particulars")
    assert settle(redline_of(first), accept=True) == settle(redline_of(data), accept=True)


def test_a_layout_of_ones_own_can_put_the_redline_into_a_sentence():
    layout = layout_saying(
        "{%p for amendment in amendments %}", "Was: {{ amendment.redline }}!", "{%p endfor %}"
    )
    data = render_motion(change("it may", "it must"), layout=layout, stamp=STAMP)
    assert settle(tree(data), accept=True) == "Was: it must!"
    assert settle(tree(data), accept=False) == "Was: it may!"


def test_our_layout_has_no_redline_of_its_own():
    assert not list(tree(RULE_CHANGE).iter(f"{W}ins", f"{W}del"))


def opened_by_libreoffice(path, tmp_path):
    """Return the paragraphs with changes as LibreOffice reads them: (accepted, rejected)."""
    command = [need("soffice"), f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"]
    command += ["--headless", "--convert-to", "fodt", "--outdir", str(tmp_path), str(path)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    root = etree.parse(path.with_suffix(".fodt")).getroot()
    kinds = {
        region.get(f"{TEXT}id"): "ins" if region.find(f"{TEXT}insertion") is not None else "del"
        for region in root.iter(f"{TEXT}changed-region")
    }
    found = []
    for one in root.iter(f"{TEXT}p"):
        if one.find(f"{TEXT}change-start") is None:
            continue
        text, state = {"new": one.text or "", "old": one.text or ""}, None
        for node in one.iter():
            if node is one:
                continue
            if node.tag == f"{TEXT}change-start":
                state = kinds[node.get(f"{TEXT}change-id")]
            elif node.tag == f"{TEXT}change-end":
                state = None
            piece = " " * int(node.get(f"{TEXT}c", "1")) if node.tag == f"{TEXT}s" else ""
            piece += (node.text or "") + (node.tail or "")
            for which, hidden in (("new", "del"), ("old", "ins")):
                text[which] += "" if state == hidden else piece
        found.append((text["new"], text["old"]))
    return found


@pytest.mark.slow
@pytest.mark.needs_libreoffice
def test_libreoffice_reads_them_as_changes_to_settle(tmp_path):
    changes = tuple(
        amendment(clause=f"I.{number}", old=runs(old), new=runs(new))
        for number, (old, new) in enumerate(PAIRS, start=1)
    )
    path = tmp_path / "change.docx"
    path.write_bytes(rendered(small_draft(amendments=changes)))
    assert opened_by_libreoffice(path, tmp_path) == [(new, old) for old, new in PAIRS]
