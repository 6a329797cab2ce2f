"""Reading bundles makes millions of objects and no cycles: looking for some all the while costs a tenth."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def not_collecting() -> Iterator[None]:
    """Inside the block nobody looks for cycles of objects; what nothing names goes at once, as always."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()
