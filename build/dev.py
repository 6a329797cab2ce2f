"""The way in: `python3 build/dev.py run` and `python3 build/dev.py test`.

Standard library only, and readable by any Python 3.6: it has to say so clearly when Python is too old.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST, NEWEST = (3, 11), (3, 13)
COMMANDS = ("run", "test", "setup", "bench", "soak", "gallery", "lock")
USAGE = """usage: python3 build/dev.py COMMAND [...]

  run    set everything up and open fieldapp on a sample study
         (without a display: conduct scripted interviews and export them)
  test   set everything up and run all checks; further words go to pytest
  setup  set everything up, nothing else
  bench  the measurements in build/bench, all or the one that is named
  soak   the long runs in build/soak, all or the one that is named
  gallery  pictures of every control in all themes and both languages (.cache/gallery, or a folder)
  lock   work out build/requirements.lock anew from pyproject.toml
"""


def fits(version):
    """Whether fieldapp's libraries exist for this Python."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def other_python():
    """A fitting Python on this machine, other than the one running, as a command; or None."""
    names = [f"python3.{minor}" for minor in range(NEWEST[1], OLDEST[1] - 1, -1)]
    commands = [[path] for path in map(shutil.which, names) if path]
    if os.name == "nt" and shutil.which("py"):
        commands += [["py", "-" + name[6:]] for name in names]
    return next((command for command in commands if runs(command)), None)


def runs(command):
    """Whether the command starts a Python that fits (a pyenv shim may exist and start nothing)."""
    ask = [*command, "-c", "import sys; print(*sys.version_info[:2])"]
    try:
        answer = subprocess.run(ask, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=False).stdout
    except OSError:
        return False
    return bool(answer) and fits([int(part) for part in answer.split()])


def with_other_python():
    """Start again with a Python that fits, or say what is needed."""
    command = other_python()
    if command is None:
        print(
            f"This is Python {sys.version_info[0]}.{sys.version_info[1]}. fieldapp needs Python 3.11, 3.12 "
            "or 3.13, and none was found. Install one, then run this again with it.",
            file=sys.stderr,
        )
        return 2
    print("Going on with " + " ".join(command), flush=True)
    return subprocess.call([*command, os.path.abspath(__file__), *sys.argv[1:]])


def main(arguments):
    """Carry out one command; the exit code is honest."""
    if not fits(sys.version_info):
        return with_other_python()
    if not arguments or arguments[0] not in COMMANDS:
        print(USAGE, file=sys.stderr)
        return 0 if arguments in (["-h"], ["--help"]) else 2
    os.chdir(str(Path(__file__).resolve().parent.parent))
    import commands  # beside this file; only now, as it speaks a newer Python

    return commands.carry_out(arguments[0], arguments[1:])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
