"""The words in which a motion is written, checked against lists of words that people maintain.

Nothing here knows a language or a party: the lists are data (``motion_templates/checks.toml``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from motions.base.text import count_words
from motions.checks.findings import Finding, Severity
from motions.drafting.draft import Clause, Section, numbered, plain


@dataclass(frozen=True)
class ExpectedSection:
    """A section that a motion should have, told by a word of its heading.

    *missing* is how much it matters that it is not there. *asks* marks the one that asks somebody
    to do something.
    """

    name: str
    headings: tuple[str, ...]
    purpose: str
    missing: Severity
    asks: bool = False


@dataclass(frozen=True)
class CheckWords:
    """What to look for in one language, and how much of it is too much.

    *near_limit* and *quotation_share* are per cent of the words, *fact_years* is in years. In a
    phrase ``#`` stands for a number of a rule book, ``…`` for up to five words.
    """

    near_limit: int
    quotation_share: int
    fact_years: int
    stale: tuple[str, ...]
    placeholders: tuple[str, ...]
    placeholder_marks: tuple[str, ...]
    brackets_that_may_stay: tuple[str, ...]
    rule_change: tuple[str, ...]
    rule_change_kinds: tuple[str, ...]
    two_subjects: tuple[str, ...]
    forwarding: tuple[str, ...]
    stances: tuple[str, ...]
    common: tuple[str, ...]
    section: tuple[ExpectedSection, ...]


@dataclass(frozen=True)
class Text:
    """A motion as it would be printed. *finished* is one that left our hands and may be edited.

    *around* is what stands on the paper beside the text: changes to a rule book, names, notes.
    """

    title: str
    sections: tuple[Section, ...]
    language: str
    finished: bool = False
    around: tuple[str, ...] = ()


_TAGS = re.compile(r"{{.*?}}")
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_QUOTED = re.compile(r"“([^”]+)”|\"([^\"]+)\"|‘([^’]+ [^’]+ [^’]+)’|«([^»]+)»|„([^“”]+)[“”]")
_RULE_NUMBER = r"(?:\d+|[IVXLC]+)(?:\.\w+)*"
_UP_TO_FIVE_WORDS = r"\W+(?:[\w'’]+\W+){0,5}?"
_LETTERS = re.compile(r"[^\W\d_]{4,}")
_ENOUGH_TO_TELL = 5  # words; a text that is mostly blanks says too little about its subject
_STEM = 5  # letters by which "hearing" and "hearings", "expel" and "expelled" are one


def check_wording(paper: Text, words: CheckWords, *, kind: str) -> Iterator[Finding]:
    """Yield what the words of *paper*, sent as a submission of *kind*, give cause to look at."""
    yield from _left_open(paper, words)
    yield from _stale(paper, words)
    yield from _sections(paper, words)
    yield from _action(paper, words)
    if kind not in words.rule_change_kinds:
        yield from _rule_change(paper, words)
    yield from _subjects(paper, words)
    yield from _quotations(paper, words)


def places(paper: Text) -> Iterator[tuple[str, str]]:
    """Yield ``(where, text)`` for the title and each heading and clause.

    The marked gaps of a model are left out: each is a finding of its own, which names the blank. In
    a finished document they are words like any other, and should not be there.
    """
    yield "title", paper.title
    for number, runs in numbered(paper.sections):
        where = f"clause {number}" if "." in number else f"section {number}"
        yield where, "".join(run.text for run in runs if paper.finished or not run.gap)


def places_around(paper: Text) -> Iterator[tuple[str, str]]:
    """Yield ``(where, text)`` for all of :func:`places` and what stands around the text."""
    yield from places(paper)
    for text in paper.around:
        yield f"beside the text: {_short(text)}", text


def asking_sections(paper: Text, words: CheckWords) -> Iterator[tuple[int, Section]]:
    """Yield the sections of *paper* that ask for something, each with its number from 1."""
    asking = [name for one in words.section if one.asks for name in one.headings]
    for index, section in enumerate(paper.sections, start=1):
        if _has_any(section.text, asking):
            yield index, section


@lru_cache(maxsize=512)
def phrase(text: str) -> re.Pattern[str]:
    r"""Return what finds the phrase *text*: ``#`` a number of a rule book, ``…`` up to five words.

    >>> bool(phrase("amend … rule book").search("to amend the party's Rule Book"))
    True
    >>> bool(phrase("clause #").search("clauses"))
    False
    """
    gaps = [re.escape(part.strip()).replace(r"\ ", r"\s+") for part in text.split("…")]
    pattern = _UP_TO_FIVE_WORDS.join(gaps).replace(r"\#", _RULE_NUMBER)
    return re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)


def _left_open(paper: Text, words: CheckWords) -> Iterator[Finding]:
    stays = {bracket.casefold() for bracket in words.brackets_that_may_stay}
    for where, text in places_around(paper):
        found = _TAGS.findall(text) if paper.finished else []
        found += [one for one in _BRACKETS.findall(text) if one.casefold() not in stays]
        found += [m[0] for one in words.placeholders for m in phrase(one).finditer(text)]
        found += [mark for mark in words.placeholder_marks if mark in text]
        for one in dict.fromkeys(found):
            message = f"{_short(one)} looks like an unfilled blank. Fill it in or delete it."
            yield Finding("blank", Severity.ERROR, message, where)


def _stale(paper: Text, words: CheckWords) -> Iterator[Finding]:
    for where, text in places(paper):
        found = [m[0] for one in words.stale for m in phrase(one).finditer(text)]
        for one in dict.fromkeys(found):
            message = f"{_short(one)} goes out of date. Write the date instead."
            yield Finding("stale-words", Severity.WARNING, message, where)


def _sections(paper: Text, words: CheckWords) -> Iterator[Finding]:
    headings = [section.text for section in paper.sections]
    for one in words.section:
        if not any(_has_any(heading, one.headings) for heading in headings):
            message = (
                f"There is no section that {one.name}: {one.purpose}. "
                f'Give one a heading with "{one.headings[0]}".'
            )
            yield Finding("sections", one.missing, message, "headings")


def _action(paper: Text, words: CheckWords) -> Iterator[Finding]:
    for index, section in asking_sections(paper, words):
        clauses = [text for clause in section.clauses for text in _leaves(clause)]
        if clauses and all(_is_stance(text, words) for text in clauses):
            message = "Nobody is asked to do anything here. Say who is to do what."
            yield Finding("action", Severity.WARNING, message, f"section {index}")


def _leaves(clause: Clause) -> Iterator[str]:
    """Yield the clause in front of each of its lowest sub-clauses, read as one sentence."""
    if not clause.clauses:
        yield clause.text
    for inner in clause.clauses:
        for text in _leaves(inner):
            yield f"{clause.text} {text}"


def _is_stance(text: str, words: CheckWords) -> bool:
    start = re.sub(r"^(?:(?:and|also|to|that|we)\W+)*", "", text.strip(), flags=re.IGNORECASE)
    return any(phrase(one).match(start) for one in words.stances)


def _rule_change(paper: Text, words: CheckWords) -> Iterator[Finding]:
    asking = {index for index, _section in asking_sections(paper, words)}
    for where, text in places(paper):
        found = next((m[0] for one in words.rule_change if (m := phrase(one).search(text))), "")
        if not found:
            continue
        section = where.rpartition(" ")[2].partition(".")[0]
        asks = section.isdigit() and int(section) in asking
        message = (
            f"{_short(found)} reads like a change of rules, not a motion. Send it as a rule "
            "change, or ask for the policy without the rule."
        )
        severity = Severity.WARNING if asks else Severity.HINT
        yield Finding("rule-change", severity, message, where)


def _subjects(paper: Text, words: CheckWords) -> Iterator[Finding]:
    joined = [one.strip() for one in words.two_subjects if one in paper.title.casefold()]
    if joined:
        message = f'The title joins two things ("{joined[0]}"). A motion has one subject.'
        yield Finding("one-subject", Severity.HINT, message, "title")
    common = {word[:_STEM] for word in words.common}
    asking = dict(asking_sections(paper, words))
    texts: dict[str, str] = {}
    for where, text in places(paper):
        number = where.rpartition(" ")[2]
        asks = int(number.partition(".")[0]) in asking if number[0].isdigit() else False
        place = ".".join(number.split(".")[:2]) if asks else ""
        texts[place] = f"{texts.get(place, '')} {text}"
    subject = _stems(texts.pop("", "")) - common
    if len(subject) < _ENOUGH_TO_TELL:
        return
    for number, text in texts.items():
        stems = _stems(text) - common
        if "." in number and stems and not stems & subject and not _has_any(text, words.forwarding):
            message = "Nothing before this clause explains it. Is it a different subject?"
            yield Finding("one-subject", Severity.HINT, message, f"clause {number}")


def _stems(text: str) -> set[str]:
    return {word[:_STEM].casefold() for word in _LETTERS.findall(text)}


def _quotations(paper: Text, words: CheckWords) -> Iterator[Finding]:
    texts = [plain(runs) for _number, runs in numbered(paper.sections)]
    quoted = sum(
        count_words(part)
        for text in texts
        for match in _QUOTED.finditer(text)
        for part in match.groups()
        if part
    )
    total = sum(count_words(text) for text in texts)
    if total and quoted * 100 > total * words.quotation_share:
        message = f"Quotations take {quoted} of {total} words. Name it, and quote fewer words."
        yield Finding("quotations", Severity.WARNING, message, "text")


def _has_any(text: str, phrases: tuple[str, ...] | list[str]) -> bool:
    return any(phrase(one).search(text) for one in phrases)


def _short(text: str) -> str:
    return f'"{text}"' if len(text) <= 60 else f'"{text[:59]}…"'  # noqa: PLR2004
