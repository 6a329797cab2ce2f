"""What Qt needs from the system: a few libraries on Linux, and a font with Chinese characters."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
FONTS = ["fontconfig", "fonts-noto-cjk"]
TEST_TOOLS = ["strace", "cc"]
"""strace counts how often a commit syncs; the power cuts of the tests need a library in C."""
PACKAGES = {"cc": ["gcc", "libc6-dev"]}
"""Debian's names of tools, where they are not those of the tools."""


def display() -> bool:
    """Whether a window can be shown."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def complete(tools: Sequence[str] = ()) -> list[str]:
    """Install what is missing where we may, else print the line to run; what is missing still."""
    packages = missing_libraries() + missing_fonts() + packages_of(missing_tools(tools))
    if packages and not install(packages):
        print(f"Qt needs packages of the system. Please run\n  {line(packages)}", file=sys.stderr, flush=True)
    return missing_libraries() + missing_tools(tools)


def missing_tools(tools: Sequence[str]) -> list[str]:
    """Programs that are not there."""
    return [tool for tool in tools if sys.platform == "linux" and not shutil.which(tool)]


def packages_of(tools: Sequence[str]) -> list[str]:
    """What Debian calls them."""
    return [package for tool in tools for package in PACKAGES.get(tool, [tool])]


def missing_libraries() -> list[str]:
    """Debian packages of the libraries that cannot be loaded; other systems bring their own."""
    if sys.platform != "linux":
        return []
    return [package for library, package in LIBRARIES.items() if not loads(library)]


def loads(library: str) -> bool:
    """Whether the dynamic loader finds it."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_fonts() -> list[str]:
    """Packages that bring Chinese characters, if none are there."""
    if sys.platform != "linux":
        return []
    if shutil.which("fc-list"):
        known = subprocess.run(["fc-list", ":lang=zh-cn"], capture_output=True, check=False).stdout
        return [] if known.strip() else FONTS
    folders = (Path("/usr/share/fonts"), Path.home() / ".local/share/fonts")
    names = [file.name.lower() for folder in folders for file in folder.rglob("*.[ot]t[cf]")]
    return [] if any("cjk" in name or "wqy" in name for name in names) else FONTS


def install(packages: list[str]) -> bool:
    """apt-get, as root or with a sudo that asks nothing; False where we may not or it fails."""
    prefix = rights()
    if prefix is None or not shutil.which("apt-get"):
        return False
    print(f"Installing {' '.join(packages)}", flush=True)
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt, "update"], check=False, stdout=subprocess.DEVNULL)
    command = [*apt, "install", "-y", "--no-install-recommends", *packages]
    return subprocess.run(command, check=False, stdout=subprocess.DEVNULL).returncode == 0


def rights() -> list[str] | None:
    """How to become root without being asked: not at all, by sudo, or None."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    free = sudo and subprocess.run([sudo, "-n", "true"], capture_output=True, check=False).returncode == 0
    return [sudo, "-n"] if sudo and free else None


def line(packages: list[str]) -> str:
    """What a person types where we may not install."""
    if shutil.which("apt-get"):
        return f"sudo apt-get update && sudo apt-get install -y {' '.join(packages)}"
    return f"(your system's packages for) {' '.join(packages)}"
