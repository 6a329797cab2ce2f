"""The set-up of `build/dev.py`: what it takes from the index, what it refuses, what it says."""

from __future__ import annotations

import ast
import hashlib
import re
import sys
import threading
import tomllib
from collections.abc import Iterator
from functools import partial
from http.server import HTTPServer, SimpleHTTPRequestHandler
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build"
LOCK = (BUILD / "requirements.lock").read_text("utf-8")


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BUILD))
    import environment as module

    return module


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(BUILD))
    import system as module

    return module


class Quiet(SimpleHTTPRequestHandler):
    """A package index that does not print."""

    def log_message(self, *arguments: object) -> None: ...


@pytest.fixture
def index(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A package index on this machine: its address and its folder."""
    (tmp_path / "pip").mkdir()
    server = HTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", tmp_path
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_old_python_can_read_dev_py_and_say_what_is_needed() -> None:
    ast.parse((BUILD / "dev.py").read_text("utf-8"), feature_version=(3, 6))


def test_set_up_needs_the_standard_library_only() -> None:
    own = {"commands", "environment", "system"}
    for name in ("dev", *own):
        tree = ast.parse((BUILD / f"{name}.py").read_text("utf-8"))
        froms = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
        plain = {
            alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names
        }
        found = {module.partition(".")[0] for module in froms | plain}
        assert found - own - sys.stdlib_module_names == set(), name


def test_the_lock_names_every_dependency_with_hashes_and_no_host() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["dependency-groups"]["dev"]]
    names = [re.split(r"[^\w-]", line)[0].lower() for line in asked]
    assert [name for name in names if not re.search(rf"^{name}==", LOCK, re.MULTILINE)] == []
    entries = re.split(r"^(?=\S)", LOCK, flags=re.MULTILINE)[1:]
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []
    assert "://" not in LOCK


def test_qt_is_locked_where_it_is_sound() -> None:
    assert re.search(r"^pyside6-essentials==6\.9\.3 ", LOCK, re.MULTILINE)
    assert re.search(r"^shiboken6==6\.9\.3 ", LOCK, re.MULTILINE)


def test_pip_comes_from_the_index_when_python_has_none(
    environment: ModuleType, index: tuple[str, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address, folder = index
    wheel = "pip-9.9-py3-none-any.whl"
    (folder / wheel).write_bytes(b"a wheel")
    (folder / "pip" / "index.html").write_text(f'<a href="../{wheel}#sha256=ab">x</a>', "utf-8")
    monkeypatch.setenv("PIP_INDEX_URL", address)
    sums = [hashlib.sha256(b"a wheel").hexdigest()]
    monkeypatch.setattr(environment, "locked", lambda name: ("9.9", sums))
    assert environment.fetch_wheel("pip", tmp_path / "pip").read_bytes() == b"a wheel"


def test_a_wheel_that_is_not_the_locked_one_is_refused(
    environment: ModuleType, index: tuple[str, Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    address, folder = index
    version, _ = environment.locked("pip")
    wheel = f"pip-{version}-py3-none-any.whl"
    (folder / wheel).write_bytes(b"something else")
    (folder / "pip" / "index.html").write_text(f'<a href="../{wheel}">x</a>', "utf-8")
    monkeypatch.setenv("PIP_INDEX_URL", address)
    with pytest.raises(environment.SetupFailed, match="was not found as locked"):
        environment.fetch_wheel("pip", tmp_path)
    assert list(tmp_path.glob("*.whl")) == [folder / wheel]


def test_no_network_is_said_in_a_sentence(environment: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9")
    with pytest.raises(environment.SetupFailed, match="out of reach"):
        environment.fetch_wheel("pip", Path())


def test_the_index_is_the_one_pip_uses(
    environment: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = tmp_path / "pip.conf"
    settings.write_text("[global]\nindex-url = https://mirror.example/simple/\n", "utf-8")
    monkeypatch.delenv("PIP_INDEX_URL", raising=False)
    monkeypatch.setenv("PIP_CONFIG_FILE", str(settings))
    assert environment.index() == "https://mirror.example/simple"


def test_a_missing_library_is_named_by_its_package(
    system: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system, "LIBRARIES", {"libnothere.so.9": "libnothere9"})
    assert system.missing_libraries() == ["libnothere9"]
    monkeypatch.setattr(sys, "platform", "win32")
    assert system.missing_libraries() == []


def test_who_may_not_install_gets_the_line_to_run(
    system: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(system, "missing_libraries", lambda: ["libegl1"])
    monkeypatch.setattr(system, "missing_fonts", lambda: ["fonts-noto-cjk"])
    monkeypatch.setattr(system, "rights", lambda: None)
    monkeypatch.setattr(system.shutil, "which", lambda name: f"/usr/bin/{name}")
    assert system.complete() == ["libegl1"]
    line = "sudo apt-get update && sudo apt-get install -y libegl1 fonts-noto-cjk"
    assert line in capsys.readouterr().err


@pytest.mark.parametrize(
    ("platform", "variables", "expected"),
    [
        ("linux", {}, False),
        ("linux", {"DISPLAY": ":0"}, True),
        ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
        ("linux", {"QT_QPA_PLATFORM": "offscreen"}, True),
        ("win32", {}, True),
        ("darwin", {}, True),
    ],
)
def test_whether_there_is_a_display(
    system: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    platform: str,
    variables: dict[str, str],
    expected: bool,
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "platform", platform)
    assert system.display() is expected


def test_dev_py_offers_what_it_can_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BUILD))
    import commands
    import dev

    assert set(dev.COMMANDS) == set(commands.COMMANDS)
    assert [name for name in dev.COMMANDS if f"\n  {name} " not in dev.USAGE] == []


def test_a_missing_tool_of_the_tests_is_installed_too(
    system: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed: list[str] = []
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(system, "missing_libraries", list)
    monkeypatch.setattr(system, "missing_fonts", list)
    monkeypatch.setattr(system, "install", lambda packages: installed.extend(packages) or True)
    assert system.complete(["no-such-tool", "sh"]) == ["no-such-tool"]
    assert installed == ["no-such-tool"]
