"""What many tests share: the command line run in a folder of its own, and made-up cases."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings

from motions.base import cache
from motions.cli.main import main

# A slow machine is no fault of the code: nothing here fails for the time it took.
settings.register_profile("motions", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("motions")


@pytest.fixture(autouse=True, scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keep what takes long to get for this run of the tests alone, in their own processes too."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("cache")
        patch.setenv(cache.VARIABLE, str(folder))
        folder.chmod(0o700)
        yield folder


class _Watch:
    """Fails a test that starts a process and is not marked slow, so that the mark stays exact."""

    starts = ("subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.exec", "os.system")

    def __init__(self) -> None:
        self.on = False

    def __call__(self, event: str, _arguments: tuple[object, ...]) -> None:
        if self.on and event in self.starts:
            self.on = False
            pytest.fail(f"the test starts a process ({event}): mark it with pytest.mark.slow")


_watch = _Watch()
sys.addaudithook(_watch)  # cannot be taken off again, so it is switched off between tests


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Watch what a quick test starts, its fixtures too."""
    _watch.on = item.get_closest_marker("slow") is None
    try:
        return (yield)
    finally:
        _watch.on = False


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``motions`` with some arguments in an empty folder, without the user's own files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))

    def invoke(*arguments: str, **options: Any) -> Result:
        return CliRunner().invoke(main, [str(one) for one in arguments], **options)

    return invoke
