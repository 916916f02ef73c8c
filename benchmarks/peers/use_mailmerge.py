"""docx-mailmerge2, as its documentation shows it."""

import json
import sys
from pathlib import Path

from mailmerge import MailMerge

template, rows, folder = map(Path, sys.argv[1:])
data = json.loads(rows.read_text(encoding="utf-8"))
for row in data["rows"]:
    with MailMerge(str(template)) as document:
        document.merge(**row)
        document.write(str(folder / f"{row['file']}.docx"))
