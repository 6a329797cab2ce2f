"""What `build/dev.py` does."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence

import environment
import system


def carry_out(name: str, arguments: Sequence[str]) -> int:
    """Run one command; a sentence and exit code 1 where the set-up fails."""
    try:
        return COMMANDS[name](list(arguments))
    except environment.SetupFailed as failure:
        print(failure, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    """Open the window on a sample study, or do the same job headless where there is no display."""
    environment.prepare()
    if system.display():
        return 1 if system.complete() else call("-m", "fieldapp", "--sample", *arguments)
    print("No display here, so fieldapp conducts scripted interviews without a window.", flush=True)
    return call("-m", "fieldapp", "demo", *arguments)


def test(arguments: list[str]) -> int:
    """All checks; pytest last, so that its closing line is the last one. Any failure fails the whole."""
    environment.prepare()
    if system.complete(system.TEST_TOOLS):
        return 1
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    failed = [name for name, command in CHECKS.items() if checked(name, command)]
    tests = checked("pytest", ["-m", "pytest", *(arguments or ["-n", "2"])])
    if failed:
        print(f"failed before the tests: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed or tests else 0


LINT = "from importlinter.cli import lint_imports_command as lint; lint()"
CHECKS = {
    "ruff": ["-m", "ruff", "check", "."],
    "ruff format": ["-m", "ruff", "format", "--check", "--quiet", "."],
    "mypy": ["-m", "mypy"],
    "import-linter": ["-c", LINT, "--cache-dir", ".cache/import-linter", "--no-logo"],
}


def checked(name: str, command: list[str]) -> int:
    """One check, with its name above its output."""
    print(f"== {name}", flush=True)
    return call(*command)


def setup(arguments: list[str]) -> int:
    """Everything that `run` and `test` need, and no more."""
    environment.prepare()
    return 1 if system.complete() else 0


def bench(arguments: list[str]) -> int:
    """The measurements in build/bench."""
    return scripts("bench", arguments)


def soak(arguments: list[str]) -> int:
    """The long runs in build/soak, which CI leaves out."""
    return scripts("soak", arguments)


def scripts(folder: str, arguments: list[str]) -> int:
    """The named script with its words, or all scripts of the folder; the first failure counts."""
    environment.prepare()
    if system.complete():
        return 1
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    names = arguments[:1] or sorted(path.stem for path in (environment.ROOT / "build" / folder).glob("*.py"))
    codes = [checked(name, [f"build/{folder}/{name}.py", *arguments[1:]]) for name in names]
    return next(filter(None, codes), 0)


def gallery(arguments: list[str]) -> int:
    """Pictures of every control, to look at."""
    environment.prepare()
    if system.complete():
        return 1
    return call("build/gallery.py", *arguments)


def lock(arguments: list[str]) -> int:
    """Resolve pyproject.toml for every supported Python and system, with hashes and without host names."""
    tools = environment.tool("uv")
    command = [tools, "pip", "compile", "pyproject.toml", "--group", "dev", "--upgrade", "--universal"]
    command += ["--python-version", "3.11", "--generate-hashes", "--no-header", "--no-emit-index-url"]
    command += ["-c", "build/constraints.txt", "-o", "build/requirements.lock", "--quiet"]
    return subprocess.call(command)


def call(*arguments: str) -> int:
    """The project's own Python, in UTF-8, from the root of the project."""
    sys.stdout.flush()
    own = {**os.environ, "PYTHONUTF8": "1"}
    return subprocess.call([str(environment.PYTHON), *arguments], cwd=environment.ROOT, env=own)


COMMANDS = {
    "run": run,
    "test": test,
    "setup": setup,
    "bench": bench,
    "soak": soak,
    "gallery": gallery,
    "lock": lock,
}
