"""What can be said of a layout's part before anything is filled in.

The tags of a part become elements of their own: a loop and the branches of a condition each an
element around what they repeat or choose, a value an empty one. Where the result is well-formed,
so is whatever the part can render to as long as its values are plain text; and what holds for every
table and every run of it holds for those of the document. Then nobody need look at each document.
"""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import nodes
from lxml import etree

from motions.documents.word.engine.compiled import PartFacts
from motions.documents.word.ooxml.namespaces import NO_TEXT, W

J = "{urn:motions:jinja}"
_LITERAL = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For, nodes.Assign,
    nodes.Name, nodes.Getattr, nodes.Getitem, nodes.Const, nodes.CondExpr, nodes.Compare,
    nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Test,
)  # fmt: skip
_IN_ATTRIBUTE = "\ue000"


def part_facts(template: nodes.Template, namespaces: Mapping[str | None, str]) -> PartFacts:
    """Return what is true of every document made from this part; *template* is its parsed tags."""
    skeleton = _Skeleton()
    if not skeleton.add(template.body):
        return PartFacts()
    declared = "".join(
        f' xmlns{f":{prefix}" if prefix else ""}="{uri}"' for prefix, uri in namespaces.items()
    )
    try:
        root = etree.fromstring(f'<j:t xmlns:j="{J[1:-1]}"{declared}>{skeleton.markup}</j:t>')
    except etree.XMLSyntaxError:
        return PartFacts()
    tables = list(root.iter(f"{W}tbl"))
    gridded = all(table.find(f"{W}tblGrid") is not None for table in tables)
    return PartFacts(
        well_formed=gridded
        and not any(_loses_text(element) for element in root.iter())
        and not any(_is_conditional(run) for run in root.iter(f"{W}r")),
        tables_fixed=gridded and all(_is_settled(table) for table in tables),
        plain_values=_is_literal(template),
    )


def holds_markup(template: nodes.Template) -> bool:
    """Tell whether a tag of *template* has XML inside, in a text in quotes."""
    return any("<w:" in str(constant.value) for constant in template.find_all(nodes.Const))


def _is_literal(template: nodes.Node) -> bool:
    """Tell whether *template* only writes, chooses and repeats values, into text or attributes.

    What computes can make markup (a filter, a call) or a character that no XML may hold (``%``, a
    text in quotes); in a comment or an instruction of XML even plain text may break it.
    """
    if not isinstance(template, _LITERAL):
        return False
    if isinstance(template, nodes.TemplateData):
        return "<!" not in template.data and "<?" not in template.data
    if isinstance(template, nodes.Const) and isinstance(template.value, str):
        return template.value.isprintable()
    return all(_is_literal(child) for child in template.iter_child_nodes())


class _Skeleton:
    """The markup of a template, with elements for its tags."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._inside = False  # a start tag

    @property
    def markup(self) -> str:
        return "".join(self._pieces)

    def add(self, template: list[nodes.Node]) -> bool:
        """Add *template*, and return whether it has only the plain kinds of tags.

        A tag inside a start tag can only be a value, which makes an attribute.
        """
        for node in template:
            if isinstance(node, nodes.Output):
                for one in node.nodes:
                    self._add_output(one)
            elif isinstance(node, nodes.If):
                branches = [node.body, *(one.body for one in node.elif_), node.else_]
                if not self._add_branches(branches):
                    return False
            elif isinstance(node, nodes.For):
                if not self._add_branches([node.body, node.else_]):
                    return False
            elif not isinstance(node, nodes.Assign):
                return False
        return True

    def _add_output(self, node: nodes.Expr) -> None:
        if isinstance(node, nodes.TemplateData):
            text = node.data
            self._pieces.append(text)
            self._inside = text.rfind("<") > text.rfind(">") or (self._inside and ">" not in text)
        else:
            self._pieces.append(_IN_ATTRIBUTE if self._inside else "<j:value/>")

    def _add_branches(self, branches: list[list[nodes.Node]]) -> bool:
        if self._inside:
            return False
        self._pieces.append("<j:choice>")
        for branch in branches:
            self._pieces.append("<j:branch>")
            if not self.add(branch) or self._inside:
                return False
            self._pieces.append("</j:branch>")
        self._pieces.append("</j:choice>")
        return True


def _loses_text(element: etree._Element) -> bool:
    """Tell whether *element* puts text or a value where no reader looks for it."""
    if _owner(element) in NO_TEXT and (element.text or "").strip():
        return True
    parent = element.getparent()
    if parent is None or _owner(parent) not in NO_TEXT:
        return False
    return element.tag == f"{J}value" or bool((element.tail or "").strip())


def _is_conditional(run: etree._Element) -> bool:
    """Tell whether a part of *run* may be left out: what remains could hold nothing."""
    return any(str(child.tag).startswith(J) for child in run)


def _owner(element: etree._Element) -> str:
    """Return the tag of the element of Word's that *element* is or lies in."""
    here: etree._Element | None = element
    while here is not None and str(here.tag).startswith(J):
        here = here.getparent()
    return "" if here is None else str(here.tag)


def _is_settled(table: etree._Element) -> bool:
    """Tell whether docxtpl leaves *table* alone: no row too wide, and a certain one wide enough."""
    grid = table.find(f"{W}tblGrid")
    columns = 0 if grid is None else len(grid.findall(f"{W}gridCol"))
    if grid is None or any(str(child.tag).startswith(J) for child in grid):
        return False
    certain = False
    for row in table.iter(f"{W}tr"):
        if any(str(child.tag).startswith(J) for child in row):
            return False
        cells = row.findall(f"{W}tc")
        spans = [_span(cell) for cell in cells]
        if len(cells) > columns or None in spans:
            return False
        wide = sum(span or 0 for span in spans) >= columns
        certain = certain or (wide and row.getparent() is table)
    return certain


def _span(cell: etree._Element) -> int | None:
    """Return over how many columns *cell* goes, or None where that depends on a value."""
    if any(str(child.tag).startswith(J) for child in cell.iterfind(f"{W}tcPr//*")):
        return None
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    if span is None:
        return 1
    value = span.get(f"{W}val", "")
    return int(value) if value.isdecimal() and value != "0" else None
