"""fieldapp: offline field surveys on laptops, with ODK forms."""

__version__ = "0.1.0"
