"""Large print and line numbers, in our layout and in anybody's."""

from __future__ import annotations

from itertools import pairwise

import pytest
from lxml import etree

from motions.documents.word.look import Look
from motions.documents.word.restyle import LARGE, restyle
from tests.support.docx_files import LAYOUT, W, layout_with, parts, rendered, tree
from tests.support.drafts import long_draft, small_draft

NO_SIZES = (
    f'<w:styles xmlns:w="{W[1:-1]}"><w:style w:type="paragraph" w:default="1" '
    'w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>'
).encode()


def sizes(data: bytes) -> list[int]:
    names = ("word/styles.xml", "word/document.xml", "word/footer1.xml", "word/numbering.xml")
    found = [size for name in names for size in tree(data, name).iter(f"{W}sz", f"{W}szCs")]
    return [int(size.get(f"{W}val")) for size in found]


@pytest.mark.parametrize("draft", [small_draft(), long_draft()])
def test_nothing_is_smaller_than_large_print(draft):
    assert min(sizes(rendered(draft))) < LARGE
    assert min(sizes(rendered(draft, large_print=True))) == LARGE


def test_headings_stay_larger_than_the_text():
    data = rendered(small_draft(), large_print=True)
    styles = {style.get(f"{W}styleId"): style for style in tree(data, "word/styles.xml")}
    title, heading = (
        int(styles[name].find(f"{W}rPr/{W}sz").get(f"{W}val")) for name in ("Title", "Heading1")
    )
    assert title > heading > LARGE


def test_labels_get_the_room_that_larger_letters_take():
    for name in ("Particulars", "Detail"):
        before, after = (
            int(next(style.iter(f"{W}ind")).get(f"{W}hanging"))
            for data in (rendered(small_draft()), rendered(small_draft(), large_print=True))
            for style in tree(data, "word/styles.xml")
            if style.get(f"{W}styleId") == name
        )
        assert after > before * 1.2


def test_a_layout_that_states_no_size_is_enlarged_too():
    members = parts(layout_with(word__styles=NO_SIZES))
    restyle(members, Look(large_print=True))
    styles = etree.fromstring(members["word/styles.xml"])
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
    assert default.get(f"{W}val") == str(LARGE)
    assert [child.tag for child in styles] == [f"{W}docDefaults", f"{W}style"]


def test_line_spacing_that_would_cut_letters_off_becomes_a_minimum():
    exact = parts(LAYOUT)["word/styles.xml"].replace(b'lineRule="auto"', b'lineRule="exact"')
    members = parts(layout_with(word__styles=exact))
    restyle(members, Look(large_print=True))
    assert b'"exact"' not in members["word/styles.xml"]
    assert b'"atLeast"' in members["word/styles.xml"]


def test_lines_are_numbered_through_the_document_and_in_the_place_of_the_schema():
    (section,) = tree(rendered(small_draft(), line_numbers=True)).iter(f"{W}sectPr")
    names = [child.tag.removeprefix(W) for child in section]
    assert ("pgMar", "lnNumType") in list(pairwise(names))
    assert ("lnNumType", "cols") in list(pairwise(names))
    assert section.find(f"{W}lnNumType").get(f"{W}restart") == "continuous"
    assert next(tree(rendered(small_draft())).iter(f"{W}lnNumType"), None) is None


def test_what_stands_around_the_text_has_no_line_numbers():
    styles = {style.get(f"{W}styleId"): style for style in tree(LAYOUT, "word/styles.xml")}
    without = [
        name
        for name, style in styles.items()
        if style.find(f"{W}pPr/{W}suppressLineNumbers") is not None
    ]
    assert {"Title", "Particulars", "Detail", "SmallPrint"} <= set(without)
    assert not {"Normal", "Heading1", "Clause", "Step"} & set(without)


def test_a_layout_with_its_own_line_numbers_gets_no_second_ones():
    own = parts(LAYOUT)["word/document.xml"].replace(
        b'<w:cols w:space="708"/>', b'<w:lnNumType w:countBy="5"/><w:cols w:space="708"/>'
    )
    members = parts(layout_with(word__document=own))
    restyle(members, Look(line_numbers=True))
    numbers = list(etree.fromstring(members["word/document.xml"]).iter(f"{W}lnNumType"))
    assert [one.get(f"{W}countBy") for one in numbers] == ["1"]
