"""The last resort: every exception becomes one line on standard error and an exit code."""

import os
from typing import TYPE_CHECKING

from tui.cli.streams import note
from tui.i18n import _, in_words

if TYPE_CHECKING:
    from index.errors import NabaError

BROKEN = 3
INTERRUPTED = 130


def report(error: BaseException) -> int:
    """Tell a person about ``error`` and return the code to end with."""
    from index.errors import NabaError

    if os.environ.get("NABA_DEBUG") and not isinstance(error, BrokenPipeError):
        import traceback

        traceback.print_exception(error)
    match error:
        case BrokenPipeError():
            return 0
        case KeyboardInterrupt():
            note(str(error) or _("interrupted"))
            return INTERRUPTED
        case NabaError():
            note(fault(error))
            return error.exit_code
        case OSError():
            note(system_fault(error))
        case MemoryError():
            note(_("not enough memory"))
        case _:
            kind = type(error).__name__
            said = _("unexpected {kind}: {error} (a fault of naba; NABA_DEBUG=1 shows where)")
            note(said.format(kind=kind, error=error))
    return BROKEN


def system_fault(error: OSError) -> str:
    """Return what the system says is wrong, behind the file it is wrong with."""
    from index.errors import fault_of

    what = f"{error.filename}: " if error.filename is not None else ""
    return what + in_words(fault_of(error))


def fault(error: "NabaError") -> str:
    """Return what an error says, in the language in use."""
    return in_words(error.message)
