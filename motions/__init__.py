"""Model motions, and the days by which they must reach whom."""

__version__ = "0.1.0"
