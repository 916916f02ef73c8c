"""A zip file in which most members never change: those are packed once, and copied ever after."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple

from motions.documents.word.ooxml.package import DOS_DATE, sorted_names

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20  # 2.0: the first that knows deflate
_UTF8 = 0x800
_DEFLATED = 8
_LEAST_WINDOW, _MOST_WINDOW = 13, 15
"""As powers of two. One larger than the content packs no tighter, and zlib has to clear it."""
_BEST: Literal[9] = 9
_QUICK: Literal[1] = 1  # half the time of the usual 6, and a few hundred bytes more


class Packed(NamedTuple):
    """A packed member: its local header with its content, and its entry without the offset."""

    local: bytes
    entry: tuple[object, ...]
    name: bytes


class Splice:
    """Writes zip files of the same members, of which some, the *changing* ones, differ each time.

    *plan* has the members in their order: a changing one by its name, another packed. The order,
    the dates and the flags are those of :func:`motions.documents.word.ooxml.package.write_package`.
    """

    def __init__(self, plan: Iterable[str | Packed]) -> None:
        self.plan = tuple(plan)

    @classmethod
    def of(cls, fixed: Mapping[str, bytes], changing: frozenset[str]) -> Splice:
        """Return what writes the *fixed* members, packed now, and the *changing* ones."""
        return cls(
            name if name in changing else _packed(name, fixed[name], _BEST)
            for name in sorted_names({*fixed, *changing})
        )

    def pack(self, changed: Mapping[str, bytes]) -> bytes:
        """Return the zip file with the content of each changing member."""
        chunks: list[bytes] = []
        directory: list[bytes] = []
        offset = 0
        for one in self.plan:
            member = _packed(one, changed[one], _QUICK) if isinstance(one, str) else one
            chunks.append(member.local)
            directory += _CENTRAL.pack(*member.entry, offset), member.name
            offset += len(member.local)
        central = b"".join(directory)
        count = len(self.plan)
        end = _END.pack(b"PK\5\6", 0, 0, count, count, len(central), offset, 0)
        return b"".join([*chunks, central, end])


def _packed(name: str, content: bytes, level: int) -> Packed:
    window = min(max(len(content).bit_length(), _LEAST_WINDOW), _MOST_WINDOW)
    # below zero: a stream without a header, as a zip file has it
    packer = zlib.compressobj(level, zlib.DEFLATED, -window, min(window - 6, zlib.DEF_MEM_LEVEL))
    packed = packer.compress(content) + packer.flush()
    raw = name.encode()
    flags = 0 if raw.isascii() else _UTF8
    about = (_DEFLATED, 0, DOS_DATE, zlib.crc32(content), len(packed), len(content))
    local = _LOCAL.pack(b"PK\3\4", _VERSION, flags, *about, len(raw), 0)
    entry = (b"PK\1\2", _VERSION, _VERSION, flags, *about, len(raw), 0, 0, 0, 0, 0)
    return Packed(local + raw + packed, entry, raw)
