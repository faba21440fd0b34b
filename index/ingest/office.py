"""Documents of office programs, which are ZIP archives: looked over before they are opened."""

import zipfile
from io import BytesIO

from index.ingest.opening import MiB
from index.ingest.problem import UnreadableError, one_line

_MOST_UNFOLDED = 64 * MiB
_MOST_FILES = 10_000


def checked_archive(data: bytes) -> zipfile.ZipFile | None:
    """Return a document's archive; None when it is in an older form that is none.

    Raises UnreadableError when it is damaged, locked by a password or would unfold to more than
    64 MiB.
    """
    if not data.startswith(b"PK"):
        if not data.startswith(b"\xd0\xcf\x11\xe0"):
            raise UnreadableError("not a document of an office program")
        return None
    try:
        archive = zipfile.ZipFile(BytesIO(data))
        members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise UnreadableError("a damaged document ({fault})", fault=one_line(error)) from None
    if len(members) > _MOST_FILES or sum(one.file_size for one in members) > _MOST_UNFOLDED:
        raise UnreadableError("unfolds to more than {limit} MiB", limit=_MOST_UNFOLDED // MiB)
    if any(one.flag_bits & 1 for one in members):
        raise UnreadableError("locked by a password")
    return archive


def member(archive: zipfile.ZipFile, name: str) -> bytes | None:
    """Return a file of a document's archive, or None when there is none of that name.

    Raises UnreadableError when it is damaged or larger than it says.
    """
    try:
        with archive.open(name) as file:
            data = file.read(_MOST_UNFOLDED + 1)
    except KeyError:
        return None
    except Exception as error:  # of zipfile and of the decompressors behind it
        raise UnreadableError("a damaged document ({fault})", fault=one_line(error)) from None
    if len(data) > _MOST_UNFOLDED:
        raise UnreadableError("unfolds to more than {limit} MiB", limit=_MOST_UNFOLDED // MiB)
    return data
