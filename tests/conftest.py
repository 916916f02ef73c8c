"""What many tests share: the command line run in a folder of its own, and made-up cases."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

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


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run ``motions`` with some arguments in an empty folder, without the user's own files."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))

    def invoke(*arguments: str, **options: object) -> Result:
        return CliRunner().invoke(main, [str(one) for one in arguments], **options)

    return invoke
