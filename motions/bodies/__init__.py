"""Who meets when, and how much notice they want: ``motions.toml`` and what its words mean."""

from motions.bodies.meetings import MeetingsError
from motions.bodies.notice import NoticeError

__all__ = ["MeetingsError", "NoticeError"]
