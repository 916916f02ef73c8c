"""How long the planner takes: one branch, and every branch of a party of 650 CLPs.

    python -m benchmarks.planning [--name planning] [--quick]

writes benchmarks/results/NAME.txt and NAME.json; `--quick` measures little, to see that it works,
and writes nothing. Times depend on the machine, so they stand beside
their ratio to a peer timed in the same run: the brute-force oracle of the tests, which goes through
the year day by day and tries every chain of meetings. No test asserts a time.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

from motions.bodies.organisation_file import example_organisation
from motions.jobs.request import Request, prepare
from motions.planning.plan import plan_route
from motions.planning.route import Route
from motions.planning.ways_out import ways_out
from tests.support.oracle import Forum, Habit, World, judge
from tests.support.worlds import route_of

RESULTS = Path(__file__).parent / "results"
CLPS = (82, 163, 325, 650)
BRANCHES = 5
DEADLINE = date(2027, 9, 9).toordinal()
TODAY = date(2026, 10, 1).toordinal()


def a_forum(random: Random, notice: tuple[int, str]) -> Forum:
    """Return a body that meets once a month, most of them not in August."""
    months = random.choice((frozenset({8}), frozenset({8}), frozenset({8, 12}), frozenset()))
    habit = Habit(((random.randrange(5), random.randrange(5)),), 1170, not_in=months)
    return Forum(habit, notice, (1, "days"))


def worlds(clps: int) -> list[World]:
    """Return one world a branch: *clps* CLPs of five branches each, a year before the deadline."""
    random = Random(clps)  # noqa: S311 the same worlds at every run
    found = []
    for _ in range(clps):
        clp = a_forum(random, random.choice(((14, "days"), (7, "days"), (10, "working days"))))
        for _ in range(BRANCHES):
            branch = a_forum(random, random.choice(((7, "days"), (7, "clear days"))))
            found.append(World((branch, clp), TODAY, DEADLINE, 720, TODAY))
    return found


def milliseconds(work: Callable[[], object], repeats: int) -> float:
    """Return the median time of *work*, after one run that is not counted."""
    work()
    taken = []
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start) * 1000)
    return median(taken)


def single_plans(repeats: int) -> list[dict[str, float]]:
    """Return the milliseconds of one plan and of the peer, for routes of some lengths."""
    random, rows = Random(7), []  # noqa: S311 as above
    for bodies in (1, 2, 3, 5):
        chain = tuple(a_forum(random, (7, "days")) for _ in range(bodies))
        world = World(chain, TODAY, DEADLINE, 720, TODAY)
        route = route_of(world)
        plan = milliseconds(partial(plan_route, route), repeats)
        peer = milliseconds(partial(judge, world), max(repeats // 10, 1))
        rows.append(
            {
                "bodies": bodies,
                "plan_ms": round(plan, 3),
                "peer_ms": round(peer, 3),
                "peer_to_plan": round(peer / plan, 1),
            }
        )
    return rows


def too_late(repeats: int) -> dict[str, float]:
    """Return the milliseconds of a plan in time, of one too late with every option, their ratio.

    It is one route, planned months and days before its deadline; the two are timed in turn.
    """
    request = Request("rule-change", example_organisation(), date(2021, 4, 30), "labour-2021")
    late = prepare(request).plan.route
    early = replace(late, today=date(2021, 1, 4))
    if plan_route(late).feasible or not plan_route(early).feasible:
        raise SystemExit("the two plans are not one in time and one too late")
    taken: list[tuple[float, float]] = []
    for _ in range(repeats):
        in_time = milliseconds(partial(plan_route, early), 5)
        taken.append((in_time, milliseconds(lambda: ways_out(plan_route(late), lambda: None), 5)))
    return {
        "in_time_ms": round(median(early for early, _ in taken), 3),
        "too_late_ms": round(median(late for _, late in taken), 3),
        "too_late_to_in_time": round(median(late / early for early, late in taken), 2),
    }


def whole_party(sizes: tuple[int, ...]) -> list[dict[str, float]]:
    """Return what planning every branch takes, for parties of growing size."""
    rows = []
    for clps in sizes:
        routes: list[Route] = [route_of(world) for world in worlds(clps)]
        start = time.perf_counter()
        feasible = sum(plan_route(route).feasible for route in routes)
        taken = time.perf_counter() - start
        rows.append(
            {
                "clps": clps,
                "plans": len(routes),
                "feasible": feasible,
                "seconds": round(taken, 3),
                "ms_a_plan": round(taken / len(routes) * 1000, 3),
            }
        )
    for row in rows:
        row["ms_a_plan_to_smallest"] = round(row["ms_a_plan"] / rows[0]["ms_a_plan"], 2)
    return rows


def render(report: dict[str, Any]) -> str:
    """Return *report* as a page of text."""
    lines = [
        f"Python {report['python']}, {report['cpus']} CPUs",
        "",
        "One plan, a year before the deadline",
        "  bodies     plan ms     peer ms   peer to plan",
    ]
    lines += [
        f"{row['bodies']:8}{row['plan_ms']:12.3f}{row['peer_ms']:12.3f}{row['peer_to_plan']:15.1f}"
        for row in report["single_plans"]
    ]
    late = report["too_late"]
    lines += [
        "",
        "Two bodies, in time; and too late, with every option worked out",
        "  in time ms   too late ms   ratio",
        f"{late['in_time_ms']:12.3f}{late['too_late_ms']:14.3f}{late['too_late_to_in_time']:8.2f}",
    ]
    lines += ["", f"Every branch of a party, {BRANCHES} to a CLP"]
    lines += ["    CLPs   plans   seconds   ms a plan   to the smallest"]
    lines += [
        f"{row['clps']:8}{row['plans']:8}{row['seconds']:10.3f}{row['ms_a_plan']:12.3f}"
        f"{row['ms_a_plan_to_smallest']:18.2f}"
        for row in report["whole_party"]
    ]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the planner.")
    parser.add_argument("--name", default="planning", help="the name of the result files")
    parser.add_argument("--quick", action="store_true", help="small; writes no report")
    chosen = parser.parse_args()
    repeats = 5 if chosen.quick else 100
    report = {
        "python": platform.python_version(),
        "cpus": os.cpu_count(),
        "single_plans": single_plans(repeats),
        "too_late": too_late(repeats),
        "whole_party": whole_party(CLPS[:1] if chosen.quick else CLPS),
    }
    print(render(report), end="")
    if chosen.quick:
        return
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{chosen.name}.json").write_text(
        json.dumps(report, indent=2) + "\n", encoding="utf-8"
    )
    (RESULTS / f"{chosen.name}.txt").write_text(render(report), encoding="utf-8")


if __name__ == "__main__":
    main()
