"""The compiled renderer makes what docxtpl makes: the same XML, part by part."""

from __future__ import annotations

import base64
from io import BytesIO

import pytest
from docx import Document
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment
from lxml import etree

from motions.base.errors import DataFileError
from motions.base.text import one_line
from motions.documents.page import motion_page
from motions.documents.word.engine.compile import compile_template
from motions.documents.word.engine.compiled import CannotCompileError
from motions.documents.word.engine.render import prepared as prepare
from motions.documents.word.layouts import PAGE
from motions.documents.word.motion import motion_context
from motions.documents.word.ooxml.values import plain_data
from motions.documents.word.page import page_context
from tests.support.docx_files import LAYOUT, PROPERTIES, ROOT, STAMP, W, filled, parts
from tests.support.drafts import long_draft, small_draft
from tests.support.templates import (
    DRAWING,
    by_docxtpl,
    canonical,
    cell,
    paragraph,
    row,
    run,
    table,
    template,
)

pytestmark = pytest.mark.slow

LAYOUTS = sorted((ROOT / "motion_templates" / "layouts").glob("*.docx"))
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


def environment() -> Environment:
    return Environment(autoescape=True)


def compiled(layout: bytes, context: dict[str, object], *, text_only: bool = False) -> dict:
    """Return the parts that the compiled template fills, as canonical XML by name."""
    one = compile_template(DocxTemplate(BytesIO(layout)), environment(), text_only=text_only)
    first, second = one.fill(context), one.fill(context)
    assert first == second  # filling leaves nothing behind
    return canonical(first)


def assert_equal(layout: bytes, context: dict[str, object]) -> None:
    expected = by_docxtpl(layout, context, environment())
    made = compiled(layout, context)
    assert {name: expected[name] for name in made} == made
    assert {"word/document.xml", "word/header1.xml", "word/footer1.xml"} <= set(made)


def context_for(layout, draft):
    """Return what a layout of ours is filled with: a motion, or the same motion as a page."""
    return page_context(motion_page(draft)) if layout.stem == PAGE else motion_context(draft)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("draft", [small_draft(), long_draft()], ids=["small", "long"])
def test_our_layouts_come_out_as_docxtpl_makes_them(layout, draft):
    assert_equal(layout.read_bytes(), context_for(layout, draft))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda path: path.stem)
@pytest.mark.parametrize("draft", [small_draft(), long_draft()], ids=["small", "long"])
def test_our_layouts_take_the_quick_way_and_it_gives_the_slow_ways_document(layout, draft):
    prepared = prepare(layout.read_bytes(), "layout", PROPERTIES.language)
    data = plain_data(context_for(layout, draft))
    assert prepared.compiled is not None
    assert all(all(part.facts) for part in prepared.compiled.template.parts)
    quick = parts(prepared.document(data, PROPERTIES, STAMP))
    slow = parts(prepared.docxtpl_document(data, PROPERTIES, STAMP))
    assert list(quick) == list(slow)
    assert canonical(quick) == canonical(slow)


PERSON = {"name": "Tom & Jo <Smith>", "tags": ["a", "b", "c"], "nobody": []}
FEATURES = {
    "values": [paragraph("Dear {{ name }}, {{ name|upper }} {{ 6 * 7 }}")],
    "a tag that Word has split": ["<w:p>" + run("{{ na") + run("me }}", "<w:b/>") + "</w:p>"],
    "a condition": [paragraph("{% if name %}yes{% else %}no{% endif %}")],
    "paragraphs under a condition": [
        paragraph("{%p if nobody %}"),
        paragraph("not this"),
        paragraph("{%p else %}"),
        paragraph("this"),
        paragraph("{%p endif %}"),
    ],
    "a loop over paragraphs": [
        paragraph("{%p for one in tags %}"),
        paragraph("{{ loop.index }} {{ one }}"),
        paragraph("{%p endfor %}"),
    ],
    "runs under a condition": [
        "<w:p>"
        + run("{%r if name %}")
        + run("bold", "<w:b/>")
        + run("{%r endif %}")
        + run("rest")
        + "</w:p>"
    ],
    "merging with what stands beside": [paragraph("before {%- if name -%} x {%- endif -%} after")],
    "a loop over rows": [
        table(
            row(cell(paragraph("Head")), cell(paragraph("Head"))),
            row(cell(paragraph("{%tr for one in tags %}"))),
            row(cell(paragraph("{{ one }}")), cell(paragraph("{{ name }}"))),
            row(cell(paragraph("{%tr endfor %}"))),
        )
    ],
    "a loop over columns": [
        table(
            row(
                cell(paragraph("{%tc for one in tags %}")),
                cell(paragraph("{{ one }}")),
                cell(paragraph("{%tc endfor %}")),
            ),
            columns=3,
        )
    ],
    "fewer cells than columns": [table(row(cell(paragraph("one"))), columns=3)],
    "rows that may all be missing": [
        table(
            row(cell(paragraph("{%tr for one in nobody %}"))),
            row(cell(paragraph("{{ one }}")), cell(paragraph("x"))),
            row(cell(paragraph("{%tr endfor %}"))),
        )
    ],
    "the colour of a cell": [table(row(cell(paragraph("{% cellbg 'FF0000' %}{{ name }}"))))],
    "a cell over several columns": [
        table(row(cell(paragraph("{% colspan 2 %}{{ name }}"))), columns=2)
    ],
    "cells merged downwards": [
        table(
            row(cell(paragraph("{%tr for one in tags %}"))),
            row(cell(paragraph("{% vm %}{{ name }}")), cell(paragraph("{{ one }}"))),
            row(cell(paragraph("{%tr endfor %}"))),
        )
    ],
    "cells merged sideways": [
        table(
            row(
                cell(paragraph("{%tc for one in tags %}")),
                cell(paragraph("{% hm %}{{ one }}")),
                cell(paragraph("{%tc endfor %}")),
            )
        )
    ],
    "comments": [paragraph("{# a note #}text"), paragraph("{#p a note #}"), paragraph("end")],
    "braces on purpose": [paragraph("{_{ name }_} and {_% if %_}")],
    "a line break, a tab, a paragraph, a page in the text": [paragraph("{{ lines }}")],
    "rich text": ["<w:p>" + run("{{r rich }}") + "</w:p>"],
    "rich paragraphs": [paragraph("{{p rich_paragraphs }}")],
    "drawings, which are numbered": [DRAWING.format(number=3), DRAWING.format(number=3)],
    "a drawing in a loop": [
        paragraph("{%p for one in tags %}"),
        DRAWING.format(number=1),
        paragraph("{%p endfor %}"),
    ],
    "names that are set": [paragraph("{% set x = name %}{{ x }}")],
    "a macro": [paragraph("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(name) }}")],
    "words to be left as they are": [paragraph("{% raw %}{{ name }}{% endraw %}")],
    "quotation marks that Word has curled": [paragraph("{{ name|replace(‘T’, “J”) }}")],
    "an empty value": [paragraph("{{ nothing }}"), paragraph("x{{ nothing }}")],
}


def rich() -> RichText:
    text = RichText("red & <bold>", color="#ff0000", bold=True)
    text.add(" then\nmore\tof it")
    return text


@pytest.mark.parametrize("feature", FEATURES)
def test_each_of_docxtpls_features_comes_out_as_docxtpl_makes_it(feature):
    context = {
        **PERSON,
        "nothing": "",
        "lines": Listing("one & two\nthree\tfour\afive\fsix"),
        "rich": rich(),
        "rich_paragraphs": RichTextParagraph(rich(), parastyle="Clause"),
    }
    layout = template(
        *FEATURES[feature], header="{{ name }}", footer="{{ tags[0] }}", notes="{{ name }}"
    )
    assert_equal(layout, context)


TEXT_FEATURES = sorted(set(FEATURES) - {"rich text", "rich paragraphs"})


@pytest.mark.parametrize("feature", TEXT_FEATURES)
def test_with_text_alone_the_steps_that_are_left_out_would_change_nothing(feature):
    context = {**PERSON, "nothing": "", "lines": "one line"}
    layout = template(*FEATURES[feature], header="{{ name }}", notes="{{ name }}")
    expected = by_docxtpl(layout, context, environment())
    made = compiled(layout, context, text_only=True)
    for name, part in made.items():
        assert without_empty(part) == without_empty(expected[name])


def without_empty(part: bytes) -> bytes:
    """Return *part* without runs in which there is nothing, which our rules take out."""
    root = etree.fromstring(part)
    for one in list(root.iter(f"{W}r")):
        kept = [child for child in one if child.tag != f"{W}rPr"]
        if all(child.tag == f"{W}t" and not child.text for child in kept):
            one.getparent().remove(one)
    return etree.tostring(root, method="c14n")


def block(inner: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    """Return blocks around *inner*: conditions, loops, rows."""
    return st.one_of(
        inner.map(
            lambda body: [
                paragraph("{%p for one in tags %}"),
                *body,
                paragraph("{{ loop.index }}"),
                paragraph("{%p endfor %}"),
            ]
        ),
        st.tuples(inner, inner).map(
            lambda two: [
                paragraph("{%p if flag %}"),
                *two[0],
                paragraph("{%p else %}"),
                *two[1],
                paragraph("{%p endif %}"),
            ]
        ),
        st.tuples(inner, st.integers(1, 3), st.booleans()).map(
            lambda three: [
                table(
                    *([row(*[cell(paragraph("head"))] * three[1])] if three[2] else []),
                    row(cell(paragraph("{%tr for one in tags %}"))),
                    row(cell(*three[0], paragraph("{{ name }}"))),
                    row(cell(paragraph("{%tr endfor %}"))),
                    columns=three[1],
                )
            ]
        ),
        st.tuples(inner, inner).map(lambda two: [*two[0], *two[1]]),
    )


LEAVES = st.sampled_from(
    [
        [paragraph("{{ name }}")],
        [paragraph("{% if flag %}a{{ name }}{% endif %}b")],
        [
            "<w:p>"
            + run("{%r if flag %}")
            + run("{{ name }}", "<w:i/>")
            + run("{%r endif %}")
            + "</w:p>"
        ],
        [paragraph("")],
        [DRAWING.format(number=7)],
        [paragraph("{% for one in tags %}{{ one }}, {% endfor %}")],
    ]
)
BODIES = st.recursive(LEAVES, block, max_leaves=6)
VALUES = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")), max_size=12
).filter(lambda text: not set("{}") & set(text))


@settings(max_examples=80, deadline=None)
@given(BODIES, VALUES, st.booleans(), st.lists(VALUES, max_size=3))
def test_made_up_templates_come_out_as_docxtpl_makes_them(body, name, flag, tags):
    layout = template(*body, header="{{ name }}", footer="{% if flag %}x{% endif %}", notes="n")
    context = {"name": name, "flag": flag, "tags": tags}
    assert_equal(layout, context)
    expected = by_docxtpl(layout, context, environment())
    made = compiled(layout, context, text_only=True)
    for part, xml in made.items():
        assert without_empty(xml) == without_empty(expected[part])


@settings(max_examples=40, deadline=None)
@given(BODIES, st.text(max_size=12), st.booleans(), st.lists(st.text(max_size=5), max_size=3))
def test_made_up_layouts_come_out_the_same_by_the_quick_way_and_the_slow(body, name, flag, tags):
    prepared = prepare(
        template(*body, header="{{ name }}", notes="{{ name }}"), "layout", PROPERTIES.language
    )
    data = plain_data({"name": name, "flag": flag, "tags": tags})
    quick = parts(prepared.document(data, PROPERTIES, STAMP))
    slow = parts(prepared.docxtpl_document(data, PROPERTIES, STAMP))
    assert canonical(quick) == canonical(slow)


ATTRIBUTE = (
    '<w:p><w:pPr><w:pStyle w:val="{{ name }}"/></w:pPr><w:r><w:t>{{ name }}</w:t></w:r></w:p>'
)


@settings(max_examples=200, deadline=None)
@given(st.text(st.characters(exclude_categories=()), max_size=20))
def test_any_text_keeps_a_layout_well_formed_that_is_not_looked_at_again(value):
    prepared = prepare(template(ATTRIBUTE, header="{{ name }}"), "layout", PROPERTIES.language)
    assert prepared.compiled is not None
    assert all(all(part.facts) for part in prepared.compiled.template.parts)
    made = parts(prepared.document(plain_data({"name": value}), PROPERTIES, STAMP))
    root = etree.fromstring(made["word/document.xml"])
    expected = one_line(value)
    assert "".join(one.text or "" for one in root.iter(f"{W}t")) == expected
    style = next(root.iter(f"{W}pStyle"))
    assert style.get(f"{W}val") == expected


@pytest.mark.parametrize(
    "tag",
    [
        "{{ name|e|truncate(5, true, '', 0) }}",
        "{{ name|tojson }}",
        "{{ name|urlize }}",
        "{{ name.join('ab') }}",
        "{{ '\\x00' }}{{ name }}",
        "{{ '\\x0b' ~ name }}",
        "{{ '%c' % 1 }}",
        "{{ percent % 1 }}",
    ],
)
def test_a_tag_that_computes_is_looked_at_each_time(tag):
    looked_at_each_time(template(ATTRIBUTE.replace("{{ name }}", tag)))


@pytest.mark.parametrize(
    "markup", ["<!-- for {{ dashes }} -->", "<?for {{ name }}?>", "<![CDATA[{{ name }}]]>"]
)
def test_a_value_in_a_comment_or_an_instruction_is_looked_at_each_time(markup):
    looked_at_each_time(template(markup, ATTRIBUTE))


def looked_at_each_time(layout):
    prepared = prepare(layout, "layout", PROPERTIES.language)
    known = prepared.compiled.template.parts[0].facts if prepared.compiled else None
    assert known is None or not (known.well_formed and known.plain_values)
    try:
        values = {"name": 'a & "b" http://example.org', "percent": "%c", "dashes": "A -- B"}
        made = prepared.document(values, PROPERTIES, STAMP)
    except DataFileError:
        return  # told, and no broken document
    etree.fromstring(parts(made)["word/document.xml"])


def test_a_value_with_tags_stays_as_typed_in_a_footnote_of_a_document_of_two_sections():
    layout = template(paragraph("x"), notes="{{ name }}", sections=2)
    value = "{{ 7*7 }}"
    assert b"49" in by_docxtpl(layout, {"name": value}, environment())["word/footnotes.xml"]
    for made in (compiled(layout, {"name": value}), parts(filled(layout, name=value))):
        assert value.encode() in made["word/footnotes.xml"]


def with_picture(one: DocxTemplate) -> dict[str, object]:
    return {"x": [InlineImage(one, BytesIO(PIXEL))]}


def with_document(one: DocxTemplate) -> dict[str, object]:
    inner = one.new_subdoc()
    inner.add_paragraph("from another document")
    return {"x": {"y": inner}}


def with_link(one: DocxTemplate) -> dict[str, object]:
    return {"x": RichText("here", url_id=one.build_url_id("https://example.org/"))}


@pytest.mark.parametrize("values", [with_picture, with_document, with_link])
def test_what_adds_to_the_package_is_left_to_docxtpl(values):
    layout = template(paragraph("text"))
    template_ = DocxTemplate(BytesIO(layout))
    with pytest.raises(CannotCompileError):
        compile_template(DocxTemplate(BytesIO(layout)), environment()).fill(values(template_))


@pytest.mark.parametrize(
    "layout",
    [
        template(paragraph("{{ 'as <w:p> is' }}{{ name }}")),
        template("<v:p xmlns:v='" + W[1:-1] + "'/>", paragraph("{{ name }}")),
    ],
    ids=["markup in a tag", "another prefix"],
)
def test_a_layout_that_cannot_be_compiled_is_right_all_the_same(layout):
    document = Document(BytesIO(filled(layout, name="Jo & Co")))
    assert any(one.text.endswith("Jo & Co") for one in document.paragraphs)


def test_a_document_that_docxtpl_alone_can_fill_is_filled_by_it():
    layout = template(paragraph("{% macro m(x) %}[{{ x }}]{% endmacro %}{{ m(name) }}"))
    prepared = prepare(layout, "layout", PROPERTIES.language)
    data = {"name": "T"}
    assert canonical(parts(prepared.document(data, PROPERTIES, STAMP))) == canonical(
        parts(prepared.docxtpl_document(data, PROPERTIES, STAMP))
    )


def test_properties_are_the_same_both_ways_whatever_they_hold():
    prepared = prepare(LAYOUT, "layout", PROPERTIES.language)
    data = plain_data(motion_context(small_draft()))
    for title in ("A & B <c>", "x" * 400, "\ue000author\ue001", ""):
        properties = PROPERTIES.__class__(title=title, author="Ä", language="cy", subject="s")
        quick = parts(prepared.document(data, properties, STAMP))
        slow = parts(prepared.docxtpl_document(data, properties, STAMP))
        assert canonical(quick) == canonical(slow)
