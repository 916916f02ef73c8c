"""python-docx by hand: open the template, replace in its runs, save."""

import json
import sys
from pathlib import Path

from docx import Document

template, rows, folder = map(Path, sys.argv[1:])
data = json.loads(rows.read_text(encoding="utf-8"))
for row in data["rows"]:
    document = Document(str(template))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            if "[[" in run.text:
                text = run.text
                for name, value in row.items():
                    text = text.replace(f"[[{name}]]", value)
                run.text = text
    document.save(str(folder / f"{row['file']}.docx"))
