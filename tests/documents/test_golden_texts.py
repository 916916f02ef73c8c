"""Every shipped motion at every tier and for every other use, word for word.

After a change that is meant: ``python -m tests.test_golden_texts`` writes the files anew.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from motions.bodies.organisation_file import example_organisation
from motions.conferences.choose import find_conference
from motions.conferences.conference_file import shipped_conferences
from motions.documents.form_text import render_portal_text
from motions.drafting.compose import Script
from motions.drafting.library import shipped_motions
from tests.support.paths import GOLDEN

TEXTS = GOLDEN / "motions"


def texts() -> Iterator[tuple[str, str]]:
    """Yield the name of each file and the text that belongs into it."""
    conference = find_conference("labour-2021", shipped_conferences())
    organisation = example_organisation()
    route = organisation.route(organisation.body("riverside"))
    for motion in shipped_motions():
        script = Script(motion)
        for body in route:
            yield (
                f"{motion.id}-{body.tier}.txt",
                render_portal_text(script.draft(script.route_voice(conference, route, body))),
            )
        yield (
            f"{motion.id}-conference.txt",
            render_portal_text(script.draft(script.route_voice(conference, route))),
        )
        for use in motion.uses:
            voice = script.use_voice(use, route[0])
            yield f"{motion.id}-for-{use.id}.txt", render_portal_text(script.draft(voice))


@pytest.mark.parametrize(("name", "text"), list(texts()), ids=lambda value: value[:40])
def test_the_text_is_the_golden_one(name, text):
    assert (TEXTS / name).read_bytes().decode() == text


def test_no_golden_text_is_left_over():
    assert {path.name for path in TEXTS.glob("*.txt")} == {name for name, _text in texts()}


def _rewrite() -> None:
    TEXTS.mkdir(parents=True, exist_ok=True)
    for path in TEXTS.glob("*.txt"):
        path.unlink()
    for name, text in texts():
        (TEXTS / name).write_bytes(text.encode())


if __name__ == "__main__":
    _rewrite()
