"""The functions of XPath 1.0 and ODK, one module per family. Importing this registers them all."""

from fieldapp.xpath.functions import (
    choice,
    dates,
    digests,
    geometry,
    logic,
    nodesets,
    numbers,
    repeats,
    strings,
)

__all__ = ["choice", "dates", "digests", "geometry", "logic", "nodesets", "numbers", "repeats", "strings"]
