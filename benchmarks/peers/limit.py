"""The limit: the parts that differ are there already; they are deflated, spliced and written."""

import json
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from motions.documents.word.engine.zip_splice import Splice

sample, rows, folder = map(Path, sys.argv[1:])
with ZipFile(BytesIO(sample.read_bytes())) as archive:
    members = {name: archive.read(name) for name in archive.namelist()}
changing = frozenset(
    name
    for name in members
    if name.startswith(("word/document", "word/header", "word/footer", "docProps/core"))
)
changed = {name: members[name] for name in changing}
splice = Splice.of(members, changing)
data = json.loads(rows.read_text(encoding="utf-8"))
for row in data["rows"]:
    (folder / f"{row['file']}.docx").write_bytes(splice.pack(changed))
