"""One document in memory, ours and docxtpl's in turn; prints the seconds of each as JSON."""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from statistics import median

from docxtpl import DocxTemplate

from motions.documents.word.engine.render import render_template
from motions.documents.word.ooxml.properties import Properties

ROUNDS, TIMES = 9, 20
layout = Path(sys.argv[1]).read_bytes()
data = json.loads(Path(sys.argv[2]).read_text(encoding="utf-8"))
context = {**data["shared"], **data["rows"][0]}
stamp = datetime(2027, 1, 10, tzinfo=UTC)
properties = Properties(title="A motion", author="A branch", language="en-GB")


def theirs() -> None:
    template = DocxTemplate(BytesIO(layout))
    template.render(context, autoescape=True)
    template.save(BytesIO())


def ours() -> None:
    render_template(layout, context, properties=properties, stamp=stamp, source="x")


def took(make: Callable[[], None], times: int) -> float:
    begun = time.perf_counter()
    for _ in range(times):
        make()
    return (time.perf_counter() - begun) / times


theirs()
ours()
rounds = [(took(theirs, TIMES), took(ours, 10 * TIMES)) for _ in range(ROUNDS)]
print(json.dumps({"docxtpl": median(r[0] for r in rounds), "motions": median(r[1] for r in rounds),
                  "ratio": median(a / b for a, b in rounds)}))  # fmt: skip
