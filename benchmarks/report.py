"""What the benchmark of documents measured, and how it is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

CAMPAIGN, NATION = 650, 10_000


@dataclass
class Results:
    """All that was measured; times in seconds."""

    machine: str = ""
    versions: dict[str, str] = field(default_factory=dict)
    letters: dict[str, float] = field(default_factory=dict)
    letter_ratios: dict[str, float] = field(default_factory=dict)
    motions: dict[str, float] = field(default_factory=dict)
    nation: dict[str, float] = field(default_factory=dict)
    memory: dict[str, dict[str, float]] = field(default_factory=dict)
    single: dict[str, float] = field(default_factory=dict)
    starts: dict[str, float] = field(default_factory=dict)
    growth: list[tuple[int, float, float]] = field(default_factory=list)


def report(results: Results) -> str:
    """Return the report, as Markdown."""
    about = (
        f"Measured by `python benchmarks/documents.py` on {results.machine}. Times compared were "
        "taken in turn, in the same run; medians of whole processes, documents written to disk."
    )
    sections = [
        ["# How fast documents are made", about, "![Documents a second](documents-peers.svg)"],
        [f"## {CAMPAIGN} letters, a whole process each", "The same text, checked each time."],
        ["\n".join(_peers(results))],
        ["*limit*: deflating and writing the parts that differ, and nothing else."],
        ["## Against docxtpl", "\n".join(_against_docxtpl(results))],
        ["## Starting", "`MOTIONS_CACHE=`: nothing is kept between runs, as at the first one."],
        ["\n".join(starts(results))],
        ["## Growth", "![Growth](documents-growth.svg)"],
        ["`motions batch --jobs 1`, with plans and summary.", "\n".join(_growth(results))],
    ]
    return "\n\n".join(part for section in sections for part in section) + "\n"


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _head(first: str, *others: str) -> Iterator[str]:
    yield _row(first, *others)
    yield _row("---", *("---:" for _ in others))


def _peers(results: Results) -> Iterator[str]:
    yield from _head("program", "documents a second", "we are faster by")
    for name, speed in sorted(results.letters.items(), key=lambda item: -item[1]):
        factor = "" if name == "motions" else f"{results.letter_ratios[name]:.1f}×"
        yield _row(f"{name} {results.versions.get(name, '')}".strip(), f"{speed:,.0f}", factor)


def _against_docxtpl(results: Results) -> Iterator[str]:
    yield from _head("documents a second", "docxtpl", "motions", "ratio")
    letters = {name: results.letters[name] for name in ("docxtpl", "motions")}
    by_command = {
        "docxtpl": results.motions["docxtpl"],
        "motions": results.motions["motions batch"],
    }
    for task, speeds in (
        (f"{CAMPAIGN} letters", letters),
        (f"{CAMPAIGN} motions in our layout", results.motions),
        (f"{NATION:,} motions in our layout", results.nation),
        (f"{CAMPAIGN} rows by `motions batch`, with plans and summary", by_command),
    ):
        theirs, ours = speeds["docxtpl"], speeds["motions"]
        yield _row(task, f"{theirs:,.0f}", f"{ours:,.0f}", f"{ours / theirs:.1f}×")
    yield ""
    yield from _head("one document, ms", "docxtpl", "motions", "ratio")
    for name, told in results.memory.items():
        theirs, ours = told["docxtpl"] * 1000, told["motions"] * 1000
        yield _row(f"{name}, in memory", f"{theirs:.2f}", f"{ours:.3f}", f"{told['ratio']:.1f}×")
    theirs = results.single["docxtpl"] * 1000
    for name, task in (
        ("motions", "motion, a process of its own"),
        ("motions, nothing kept", "the same with nothing kept from an earlier one"),
    ):
        ours = results.single[name] * 1000
        yield _row(task, f"{theirs:.0f}", f"{ours:.0f}", f"{theirs / ours:.2f}×")


def starts(results: Results) -> Iterator[str]:
    """Yield the lines of the table of what starting takes."""
    base = results.starts["python -c 'import click'"]
    yield from _head("command", "ms", "of `python -c 'import click'`")
    for name, took in results.starts.items():
        yield _row(f"`{name}`", f"{took * 1000:.0f}", f"{took / base:.2f}")


def _growth(results: Results) -> Iterator[str]:
    yield from _head("rows", "seconds", "peak memory, MB")
    for count, took, megabytes in results.growth:
        yield _row(f"{count:,}", f"{took:.2f}", f"{megabytes:.0f}")
