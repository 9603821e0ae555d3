"""KH57: carrying out and reporting Nghị quyết 57-NQ/TW in a commune, offline."""

__version__ = "0.1.0"
