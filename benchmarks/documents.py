"""How fast documents are made, beside docxtpl and other programs, all in one run.

    python benchmarks/documents.py            about a quarter of an hour
    python benchmarks/documents.py --quick    two minutes, to see that it works
    python benchmarks/documents.py --starts   what starting takes, and nothing else: one minute

It installs this project and the peers into a folder of its own (``--work``), needs node and npm,
checks that all of them wrote the same text, and writes the report to benchmarks/results/.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import median
from tempfile import mkdtemp
from zipfile import ZipFile

from lxml import etree
from pictures import bars, growth
from report import CAMPAIGN, NATION, Results, report, starts
from workload import (
    MOTION,
    TODAY,
    letter,
    letter_rows,
    motion_draft,
    motion_layout,
    motion_rows,
    write_rows,
    write_sheet,
)

from motions.base import cache

HERE = Path(__file__).parent
PEERS = HERE / "peers"
RESULTS = HERE / "results"
NPM = ("docxtemplater@3", "pizzip@3", "easy-template-x@7", "carbone@3")
PIP = ("docx-mailmerge2>=0.9,<1", "sqlite-utils>=3.39,<4", "khal>=0.13,<1")
W_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


class Bench:
    """One run of the benchmark in the folder *work*."""

    def __init__(self, work: Path, *, quick: bool) -> None:
        self.work = work
        self.quick = quick
        self.repeats = 1 if quick else 3
        self.results = Results(machine=_machine())
        self.environment = {
            **os.environ,
            "NODE_PATH": str(work / "npm" / "node_modules"),
            cache.VARIABLE: str(work / "kept"),
        }
        self.anew = {**self.environment, cache.VARIABLE: ""}
        self.python = work / "venv" / "bin" / "python"
        self._written = mkdtemp(prefix="motions-")

    def install_ours(self) -> None:
        """Install this project as it is now, with two programs whose start is compared."""
        if not self.python.exists():
            _run([sys.executable, "-m", "venv", self.work / "venv"])
            _run([self.python, "-m", "pip", "install", "-q", *PIP, HERE.parent])
        again = ["--force-reinstall", "--no-deps", HERE.parent]
        _run([self.python, "-m", "pip", "install", "-q", *again])

    def install(self) -> None:
        """Install the peers, once a folder, and this project as it is now.

        All Python programs have been compiled by their installation, as they are for a user.
        """
        npm = self.work / "npm"
        if not (npm / "node_modules" / "carbone").is_dir():
            npm.mkdir(parents=True, exist_ok=True)
            _run(["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", npm, *NPM])
        self.install_ours()
        for name in ("docxtemplater", "easy-template-x", "carbone"):
            package = json.loads((npm / "node_modules" / name / "package.json").read_text())
            self.results.versions[name] = package["version"]
        code = "import importlib.metadata as m,sys;print(*(m.version(n) for n in sys.argv[1:]))"
        names = ["docxtpl", "python-docx", "click", "docx-mailmerge2", "sqlite-utils", "khal"]
        told = _output([self.python, "-c", code, *names]).split()
        self.results.versions |= dict(zip(names, told, strict=True))

    def letters(self) -> None:
        """Every peer writes the letter for each branch of a campaign; the texts must be equal."""
        count = 50 if self.quick else CAMPAIGN
        rows = write_rows(self.work / "letters.json", letter_rows(count))
        commands = self._letter_commands(rows)
        taken: dict[str, list[float]] = {name: [] for name in commands}
        texts: dict[str, list[str]] = {}
        for _ in range(self.repeats):
            for name, command in commands.items():
                folder = self._folder()
                taken[name].append(_timed([*command, folder], self.environment))
                texts[name] = [_text(path) for path in sorted(folder.glob("*.docx"))]
        for name, text in texts.items():
            if name != "limit" and text != texts["docxtpl"]:
                raise SystemExit(f"{name} wrote another text than docxtpl")
        if len(texts["docxtpl"]) != count:
            raise SystemExit("docxtpl did not write every letter")
        self.results.letters = {name: count / median(times) for name, times in taken.items()}
        self.results.letter_ratios = {
            name: median(a / b for a, b in zip(times, taken["motions"], strict=True))
            for name, times in taken.items()
        }

    def motions(self) -> None:
        """Docxtpl and we write a motion in the layout that we ship, then the command does."""
        count = 50 if self.quick else CAMPAIGN
        layout = self.work / "motion.docx"
        layout.write_bytes(motion_layout())
        rows = write_rows(self.work / "motions.json", motion_rows(count), motion_draft())
        sheet = write_sheet(self.work / "sheet.csv", count)
        taken: dict[str, list[float]] = {"docxtpl": [], "motions": [], "motions batch": []}
        for _ in range(self.repeats):
            for name, script in (("docxtpl", "use_docxtpl.py"), ("motions", "use_motions.py")):
                folder = self._folder()
                command = [self.python, PEERS / script, layout, rows, folder]
                taken[name].append(_timed(command, self.environment))
            taken["motions batch"].append(self._batch(sheet)[0])
        self.results.motions = {name: count / median(times) for name, times in taken.items()}

    def nation(self) -> None:
        """Ten thousand motions in our layout, by us before docxtpl and after it."""
        count = 300 if self.quick else NATION
        layout = self.work / "motion.docx"
        rows = write_rows(self.work / "nation.json", motion_rows(count), motion_draft())
        taken: dict[str, list[float]] = {"docxtpl": [], "motions": []}
        for name in ("motions", "docxtpl", "motions"):
            folder = self._folder()
            command = [self.python, PEERS / f"use_{name}.py", layout, rows, folder]
            taken[name].append(_timed(command, self.environment))
        self.results.nation = {name: count / median(times) for name, times in taken.items()}

    def single(self) -> None:
        """One document in memory; and one in a process of its own, from start to end."""
        layout = self.work / "motion.docx"
        layout.write_bytes(motion_layout())
        rows = write_rows(self.work / "one.json", motion_rows(1), motion_draft())
        letters = write_rows(self.work / "one-letter.json", letter_rows(1))
        script = PEERS / "in_memory.py"
        for name, template, data in (
            ("motion", layout, rows),
            ("letter", self._template("docxtpl"), letters),
        ):
            told = json.loads(_output([self.python, script, template, data]))
            self.results.memory[name] = told
        runs = (
            ("docxtpl", "use_docxtpl.py", self.environment),
            ("motions", "use_motions.py", self.environment),
            ("motions, nothing kept", "use_motions.py", self.anew),
        )
        taken: dict[str, list[float]] = {name: [] for name, *_ in runs}
        for _ in range(5 if self.quick else 31):
            for name, one, environment in runs:
                folder = self._folder()
                command = [self.python, PEERS / one, layout, rows, folder]
                taken[name].append(_timed(command, environment))
        self.results.single = {name: median(times) for name, times in taken.items()}

    def starts(self) -> None:
        """How long commands take that do little, each many times in turn."""
        scripts = self.python.parent
        motions = scripts / "motions"
        example = [MOTION, "--example", "--today", TODAY.isoformat()]
        plan = [motions, "plan", *example]
        draft = [motions, "draft", *example, "--force", "-o", self.work / "d.docx"]
        commands: dict[str, tuple[list[object], dict[str, str]]] = {
            "python -c 'import click'": ([self.python, "-c", "import click"], self.environment),
            "motions --help": ([motions, "--help"], self.environment),
            "sqlite-utils --help": ([scripts / "sqlite-utils", "--help"], self.environment),
            "motions plan": (plan, self.environment),
            "motions draft": (draft, self.environment),
            "khal --help": ([scripts / "khal", "--help"], self.environment),
            "MOTIONS_CACHE= motions plan": (plan, self.anew),
            "MOTIONS_CACHE= motions draft": (draft, self.anew),
        }
        taken: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(5 if self.quick else 31):
            for name, (command, environment) in commands.items():
                taken[name].append(_timed(command, environment))
        self.results.starts = {name: median(times) for name, times in taken.items()}

    def growth(self) -> None:
        """Time and memory of the command, from ten rows to ten thousand, in one process."""
        for count in (10, 100) if self.quick else (10, 100, 1_000, 10_000):
            sheet = write_sheet(self.work / "growth.csv", count)
            took, memory = self._batch(sheet, "--jobs", "1")
            self.results.growth.append((count, took, memory))

    def _batch(self, sheet: Path, *more: str) -> tuple[float, float]:
        """Return the seconds and the peak of memory, in MB, of the command over *sheet*."""
        code = (
            "import resource,sys\nfrom motions.cli.main import main\n"
            "try: main(sys.argv[1:])\nexcept SystemExit: pass\n"
            "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
        )
        folder = self._folder()
        arguments = ["batch", MOTION, sheet, "-o", folder / "out", "--today", TODAY.isoformat()]
        begun = time.perf_counter()
        told = _output([self.python, "-c", code, *arguments, *more], self.environment)
        took = time.perf_counter() - begun
        made = len(list((folder / "out").glob("*.docx")))
        if made != sum(1 for _ in sheet.open()) - 1:
            raise SystemExit("motions batch did not write every document")
        return took, float(told.split()[-1])

    def _letter_commands(self, rows: Path) -> dict[str, list[object]]:
        here = self.python
        sample = self.work / "sample.docx"
        folder = self._folder()
        one = write_rows(self.work / "one-letter.json", letter_rows(1))
        _run([here, PEERS / "use_motions.py", self._template("motions"), one, folder])
        shutil.copy(folder / "00000.docx", sample)
        programs: dict[str, list[object]] = {
            "docxtpl": [here, PEERS / "use_docxtpl.py"],
            "motions": [here, PEERS / "use_motions.py"],
            "python-docx": [here, PEERS / "use_python_docx.py"],
            "docx-mailmerge2": [here, PEERS / "use_mailmerge.py"],
            "docxtemplater": ["node", PEERS / "docxtemplater.js"],
            "easy-template-x": ["node", PEERS / "easy-template-x.js"],
            "carbone": ["node", PEERS / "carbone.js"],
        }
        commands = {name: [*run, self._template(name), rows] for name, run in programs.items()}
        return {**commands, "limit": [here, PEERS / "limit.py", sample, rows]}

    def _template(self, peer: str) -> Path:
        path = self.work / f"letter-{peer}.docx"
        path.write_bytes(letter(peer))
        return path

    def _folder(self) -> Path:
        """Return a new folder to write to, away from the thousands of files of the peers."""
        return Path(mkdtemp(dir=self._written))

    def clear(self) -> None:
        """Delete all that was written."""
        shutil.rmtree(self._written, ignore_errors=True)


def _machine() -> str:
    cores = os.cpu_count()
    return f"a machine with {cores} cores, Python {platform.python_version()}"


def _text(path: Path) -> str:
    with ZipFile(path) as archive:
        root = etree.fromstring(archive.read("word/document.xml"))
    return "".join(element.text or "" for element in root.iter(W_TEXT))


def _run(command: Sequence[object]) -> None:
    subprocess.run([str(part) for part in command], check=True)


def _output(command: Sequence[object], environment: dict[str, str] | None = None) -> str:
    done = subprocess.run(
        [str(part) for part in command],
        check=True,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    return done.stdout


def _timed(command: Sequence[object], environment: dict[str, str]) -> float:
    words = [str(part) for part in command]
    begun = time.perf_counter()
    subprocess.run(
        words, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    return time.perf_counter() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--work", type=Path, default=HERE / ".work", help="where the peers go")
    parser.add_argument("--quick", action="store_true", help="small; writes no report")
    parser.add_argument("--starts", action="store_true", help="starting only; writes no report")
    chosen = parser.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    bench = Bench(chosen.work.resolve(), quick=chosen.quick)
    if chosen.starts:
        bench.install_ours()
        bench.starts()
        bench.clear()
        print(*starts(bench.results), sep="\n")
        return
    steps: list[Callable[[], None]] = [
        bench.install, bench.letters, bench.motions, bench.nation, bench.single, bench.starts,
        bench.growth, bench.clear,
    ]  # fmt: skip
    for step in steps:
        print(f"{step.__name__} …", file=sys.stderr)
        step()
    results = bench.results
    text = report(results)
    print(text)
    if chosen.quick:
        return
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "documents.md").write_text(text, encoding="utf-8")
    (RESULTS / "documents.json").write_text(json.dumps(asdict(results), indent=2) + "\n")
    title = f"{CAMPAIGN} letters, each a Word document"
    picture = bars(title, "documents a second, whole processes", results.letters, ("motions",))
    (RESULTS / "documents-peers.svg").write_text(picture, encoding="utf-8")
    picture = growth("motions batch: time and memory", results.growth)
    (RESULTS / "documents-growth.svg").write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
