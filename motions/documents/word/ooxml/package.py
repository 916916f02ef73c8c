"""The zip file that a .docx is: opened with suspicion, written the same way every time."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from motions.base.errors import DataFileError, Fault

MAX_FILE = 20_000_000
MAX_MEMBERS = 1_000
MAX_UNPACKED = 60_000_000
MAX_RATIO = 200
SMALL = 1_000_000  # below this a high ratio harms nobody: a page of rules packs well

CONTENT_TYPES = "[Content_Types].xml"
MAIN_PART = "word/document.xml"
_FIRST = (CONTENT_TYPES, "_rels/.rels", MAIN_PART)
_EPOCH = (1980, 1, 1, 0, 0, 0)
DOS_DATE = 0x21
"""The same day as a zip file writes it."""
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = 0x1
_DOCTYPE = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_OTHERS = {
    "xl/": "is an Excel workbook",
    "ppt/": "is a PowerPoint presentation",
    "content.xml": "is an OpenDocument file",
}
_RESAVE = "Open it in Word and save it again as a Word document (.docx)"


def read_package(data: bytes, source: str) -> dict[str, bytes]:
    """Return the members of the .docx *data* by name, in their order.

    Raises DataFileError, naming *source*, unless :func:`unpack` lets it in and all XML is
    well-formed and without a DOCTYPE.
    """
    members = unpack(data, source)
    _raise(source, _xml_faults(members))
    return members


def unpack(data: bytes, source: str) -> dict[str, bytes]:
    """Return the members of the .docx *data* by name, whatever XML they hold.

    Raises DataFileError, naming *source*, unless it is a zip file of a Word document's shape, of a
    size that can be opened safely, each part once.
    """
    if len(data) > MAX_FILE:
        fault = Fault("", f"is larger than {MAX_FILE // 1_000_000} MB. Use smaller pictures")
        raise DataFileError(source, [fault])
    if data.startswith(_OLD_OFFICE):
        problem = f"is an old Word file (.doc) or has a password. {_RESAVE}, without a password"
        raise DataFileError(source, [Fault("", problem)])
    try:
        with ZipFile(BytesIO(data)) as archive:
            _raise(source, _member_faults(archive.infolist()))
            infos = [info for info in archive.infolist() if not info.is_dir()]
            members = {info.filename: _read(archive, info) for info in infos}
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        problem = f"is not a Word document (.docx), or it is damaged. {_RESAVE}"
        raise DataFileError(source, [Fault("", problem)]) from error
    _raise(source, _shape_faults(members))
    return members


def write_package(members: Mapping[str, bytes], *, compress: bool = True) -> bytes:
    """Return a .docx of *members*: the same members give the same bytes.

    The list of content types comes first, as some readers want it, then the document, then the
    rest by name. Every member carries the earliest date that a zip file knows.
    """
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name in sorted_names(members):
            info = ZipInfo(name, _EPOCH)
            info.create_system = 0
            info.compress_type = ZIP_DEFLATED if compress else ZIP_STORED
            archive.writestr(info, members[name], compresslevel=9)
    return buffer.getvalue()


def sorted_names(names: Iterable[str]) -> list[str]:
    """Return the *names* of members in the order in which a package has them."""
    return sorted(names, key=_rank)


def _rank(name: str) -> tuple[int, str]:
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def _raise(source: str, faults: Iterator[Fault]) -> None:
    found = list(faults)
    if found:
        raise DataFileError(source, found)


def _read(archive: ZipFile, info: ZipInfo) -> bytes:
    """Return a member, and never more of it than it declares."""
    with archive.open(info) as member:
        return member.read(info.file_size + 1)


def _member_faults(infos: list[ZipInfo]) -> Iterator[Fault]:
    """Yield what makes the zip file itself unsafe, before anything in it is unpacked."""
    if len(infos) > MAX_MEMBERS:
        yield Fault("", f"has {len(infos)} parts, more than {MAX_MEMBERS}. {_RESAVE}")
        return
    unpacked = sum(info.file_size for info in infos)
    if unpacked > MAX_UNPACKED:
        yield Fault("", f"unpacks to more than {MAX_UNPACKED // 1_000_000} MB. {_RESAVE}")
    seen: set[str] = set()
    for info in infos:
        if info.flag_bits & _ENCRYPTED:
            yield Fault(info.filename, f"has a password. {_RESAVE}, without a password")
        if info.file_size > max(SMALL, MAX_RATIO * info.compress_size):
            yield Fault(info.filename, f"is compressed suspiciously well (a zip bomb?). {_RESAVE}")
        if info.filename.casefold() in seen:
            yield Fault(info.filename, f"is in the file twice. {_RESAVE}")
        if "\\" in info.orig_filename or ".." in info.filename or info.filename.startswith("/"):
            yield Fault(info.filename, f"is not a name that a part can have. {_RESAVE}")
        seen.add(info.filename.casefold())


def _shape_faults(members: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield why the members do not make a Word document."""
    in_word = any(name.startswith("word/") for name in members)
    if in_word and CONTENT_TYPES in members and "_rels/.rels" in members:
        return
    for name, what in _OTHERS.items():
        if any(member == name or member.startswith(name) for member in members):
            yield Fault("", f"{what}, not a Word document. {_RESAVE}")
            return
    yield Fault("", f"is a zip file, but not a Word document. {_RESAVE}")


def _xml_faults(members: Mapping[str, bytes]) -> Iterator[Fault]:
    """Yield each part that is not XML, or that could make a reader fetch or unfold something."""
    from lxml import etree  # noqa: PLC0415 a document is also written without reading one

    for name, part in members.items():
        if not name.lower().endswith((".xml", ".rels")):
            continue
        if _DOCTYPE.search(part.replace(b"\0", b"")):
            yield Fault(name, f"has a DOCTYPE, which no Word document has. {_RESAVE}")
            continue
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = etree.fromstring(part, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            yield Fault(name, f"is damaged ({error}). {_RESAVE}")
        else:
            if root.getroottree().docinfo.doctype:
                yield Fault(name, f"has a DOCTYPE, which no Word document has. {_RESAVE}")
