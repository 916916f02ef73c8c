"""docxtpl, as its documentation shows it: a template read and rendered for each document."""

import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate

template, rows, folder = map(Path, sys.argv[1:])
data = json.loads(rows.read_text(encoding="utf-8"))
for row in data["rows"]:
    doc = DocxTemplate(template)
    doc.render({**data["shared"], **row}, autoescape=True)
    doc.save(folder / f"{row['file']}.docx")
