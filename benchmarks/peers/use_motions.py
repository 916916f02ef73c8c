"""Our renderer: the same loop, the layout compiled once."""

import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from motions.documents.word.engine.render import render_template
from motions.documents.word.ooxml.properties import Properties

template, rows, folder = map(Path, sys.argv[1:])
layout = template.read_bytes()
stamp = datetime(2027, 1, 10, tzinfo=UTC)
data = json.loads(rows.read_text(encoding="utf-8"))
for row in data["rows"]:
    properties = Properties(title="A motion", author="A branch", language="en-GB")
    made = render_template(
        layout,
        {**data["shared"], **row},
        properties=properties,
        stamp=stamp,
        source="template.docx",
    )
    (folder / f"{row['file']}.docx").write_bytes(made)
