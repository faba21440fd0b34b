"""What the system and Python's readers say is wrong, for the catalogue to have it in Arabic."""

from tui.i18n import mark

SYSTEM = (
    mark("Operation not permitted"),
    mark("No such file or directory"),
    mark("Input/output error"),
    mark("Permission denied"),
    mark("File exists"),
    mark("Not a directory"),
    mark("Is a directory"),
    mark("Invalid argument"),
    mark("Too many open files"),
    mark("Too many open files in system"),
    mark("File too large"),
    mark("No space left on device"),
    mark("Read-only file system"),
    mark("File name too long"),
    mark("Too many levels of symbolic links"),
    mark("Disk quota exceeded"),
    mark("Stale file handle"),
    mark("Cannot allocate memory"),
    mark("Device or resource busy"),
)
"""As ``os.strerror`` has it on Linux; most are the same elsewhere, and others stay English."""

JSON = (
    mark("Expecting value"),
    mark("Extra data"),
    mark("Expecting ',' delimiter"),
    mark("Expecting ':' delimiter"),
    mark("Expecting property name enclosed in double quotes"),
    mark("Unterminated string starting at"),
    mark("Invalid control character at"),
    mark("Invalid \\escape"),
    mark("Invalid \\uXXXX escape"),
    mark("Illegal trailing comma before end of object"),
    mark("Illegal trailing comma before end of array"),
)
"""``JSONDecodeError.msg``, as of Python 3.11 to 3.13."""

ARCHIVES = (
    mark("File is not a zip file"),
    mark("Bad magic number for central directory"),
    mark("Truncated central directory"),
    mark("Bad magic number for file header"),
    mark("Truncated file header"),
    mark("Unknown compression method"),
    mark("Incorrect length of data produced"),
)
"""Of ``zipfile`` and ``gzip``."""
