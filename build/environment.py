"""Makes `.venv`: the locked libraries, then the project itself. Quick when nothing has changed."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
LOCK = ROOT / "build" / "requirements.lock"
STAMP = VENV / "fieldapp.json"


class SetupFailed(Exception):
    """What went wrong and what to do, in one sentence."""


def prepare() -> None:
    """Bring `.venv` to the state of the lock; nothing to do when the stamp says so."""
    if stamped() and starts(PYTHON):
        return
    if not starts(PYTHON, "import pip"):
        make()
    print("Installing the locked libraries into .venv (the first time takes a few minutes)", flush=True)
    pip("install", "--require-hashes", "-r", str(LOCK))
    pip("install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT))
    STAMP.write_text(json.dumps(state()), "utf-8")


def state() -> dict[str, str]:
    """What the installed set depends on."""
    files = (LOCK, ROOT / "pyproject.toml")
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files} | {"root": str(ROOT)}


def stamped() -> bool:
    """Whether the last set-up finished and was of this lock."""
    try:
        return bool(json.loads(STAMP.read_text("utf-8")) == state())
    except (OSError, ValueError):
        return False


def starts(python: Path, code: str = "") -> bool:
    """Whether this Python exists and runs `code` (its base may have been removed since)."""
    if not python.exists():
        return False
    return subprocess.run([python, "-c", code], capture_output=True, check=False).returncode == 0


def make() -> None:
    """A new virtual environment with pip, also where Debian's Python came without ensurepip."""
    print("Making .venv", flush=True)
    if importlib.util.find_spec("ensurepip") and not venv("--clear"):
        return
    if venv("--clear", "--without-pip"):
        raise SetupFailed("Python can make no virtual environment. Install python3-venv, then try again.")
    bootstrap_pip()


def venv(*options: str) -> int:
    """`python -m venv` with its exit code."""
    return subprocess.run([sys.executable, "-m", "venv", *options, str(VENV)], check=False).returncode


def bootstrap_pip() -> None:
    """pip without ensurepip: the locked wheel, which runs as it is and installs itself."""
    with tempfile.TemporaryDirectory() as folder:
        wheel = fetch_wheel("pip", Path(folder))
        command = [PYTHON, f"{wheel}/pip", "install", "--no-index", "--quiet", str(wheel)]
        if subprocess.run(command, check=False).returncode:
            raise SetupFailed("pip could not be installed into .venv. Install python3-venv, then try again.")


def fetch_wheel(name: str, folder: Path) -> Path:
    """The locked wheel of a pure Python package from pip's index, refused if its hash is not in the lock."""
    version, hashes = locked(name)
    wheel = f"{name}-{version}-py3-none-any.whl"
    page = urljoin(index() + "/", f"{name}/")
    link = re.search(rf'href="([^"#]*{re.escape(wheel)})[#"]', download(page).decode())
    content = download(urljoin(page, link[1])) if link else b""
    if hashlib.sha256(content).hexdigest() not in hashes:
        raise SetupFailed(f"{wheel} was not found as locked. Install python3-venv, then try again.")
    (folder / wheel).write_bytes(content)
    return folder / wheel


def locked(name: str) -> tuple[str, list[str]]:
    """Version and SHA-256 sums of one package in the lock."""
    entry = re.search(rf"^{name}==(\S+)((?:[^\n]*\\\n)+[^\n]*)", LOCK.read_text("utf-8"), re.MULTILINE)
    if entry is None:
        raise SetupFailed(f"{LOCK} does not name {name}. Run `python3 build/dev.py lock`.")
    return entry[1], re.findall(r"sha256:(\w+)", entry[2])


def index() -> str:
    """The package index pip is told to use: the variable, then pip's files, then the public one."""
    return (os.environ.get("PIP_INDEX_URL") or configured_index() or "https://pypi.org/simple").rstrip("/")


def configured_index() -> str | None:
    """`index-url` of the first pip configuration file that has one."""
    home = Path.home()
    places = [os.environ.get("PIP_CONFIG_FILE", ""), home / ".config/pip/pip.conf", home / ".pip/pip.conf"]
    places += [Path(os.environ.get("APPDATA", home)) / "pip/pip.ini", "/etc/pip.conf"]
    for place in filter(None, places):
        text = Path(place).read_text("utf-8") if Path(place).is_file() else ""
        if found := re.search(r"^\s*index-url\s*=\s*(\S+)", text, re.MULTILINE):
            return found[1]
    return None


def download(address: str) -> bytes:
    """One file of the index."""
    request = urllib.request.Request(address, headers={"Accept": "text/html"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return bytes(answer.read())
    except OSError as failure:
        raise SetupFailed(f"The package index is out of reach ({failure}). Go online once.") from failure


def pip(*arguments: str) -> None:
    """pip of `.venv`; its own words say what went wrong."""
    command = [PYTHON, "-m", "pip", "--disable-pip-version-check", *arguments, "-qq"]
    if subprocess.run(command, check=False).returncode:
        raise SetupFailed("The libraries could not be installed, see above. Check the network and try again.")


def tool(name: str) -> str:
    """A tool that only the lock needs, in an environment of its own."""
    folder = ROOT / ".cache" / name
    python = folder / PYTHON.relative_to(VENV)
    if not starts(python):
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", name], check=True)
    return str(python.with_name(name))
