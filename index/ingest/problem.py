"""Why something could not be read, on its way to becoming a ``Rejected``."""


class UnreadableError(Exception):
    """A file or record that cannot be read; its message is the one-line reason."""


def one_line(error: BaseException, limit: int = 160) -> str:
    """What an exception says, on one line of at most ``limit`` characters."""
    text = " ".join(str(error).split()) or type(error).__name__
    return text if len(text) <= limit else text[: limit - 1] + "…"
