"""Alerts sent by apprise: mail, Telegram, Slack, a webhook, whatever it has an address for.

The addresses hold passwords: they come from the environment or a file, and are never printed.
"""

import logging
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from index.errors import InputError
from tui.cli.streams import note
from tui.i18n import _

if TYPE_CHECKING:
    from search.arrivals import Alert

ENVIRONMENT = "NABA_ALERT_URLS"
FILE = "alerts.toml"


class Outbox:
    """The places to which alerts are sent."""

    def __init__(self, urls: list[str]) -> None:
        try:
            import apprise
        except ImportError as error:
            raise InputError("sending needs apprise: pip install 'naba[alerts]'") from error
        logging.getLogger("apprise").addHandler(logging.NullHandler())
        logging.getLogger("apprise").propagate = False  # it may tell of addresses
        self._servers: list[Any] = []
        for number, url in enumerate(urls, 1):
            server = apprise.Apprise.instantiate(url)
            if server is None:
                raise InputError("address {number} is none that apprise knows", number=number)
            self._servers.append(server)

    @classmethod
    def configured(cls) -> "Outbox":
        """Return the outbox of the environment's addresses, else of those in the file.

        Raises ``InputError`` when there are none.
        """
        urls = os.environ.get(ENVIRONMENT, "").split() or _listed(_file())
        if not urls:
            raise InputError(
                'say where to send alerts: {environment}, or urls = ["…"] in {file} (addresses as '
                "apprise has them)",
                environment=ENVIRONMENT,
                file=_file(),
            )
        return cls(urls)

    def send(self, alert: "Alert") -> bool:
        """Send an alert to all places; tell whether all took it, and name those that did not."""
        from tui.output.byline import about

        title = f"{alert.search} ({alert.total:,})"
        lines = []
        for arrival in alert.arrivals:
            lines += [arrival.title or arrival.id, about(arrival), arrival.url or "", ""]
        if more := alert.total - len(alert.arrivals):
            lines.append(_("and {number} more").format(number=f"{more:,}"))
        text = "\n".join(lines).strip()
        sent = [_notified(server, title, text) for server in self._servers]
        for server, done in zip(self._servers, sent, strict=True):
            if not done:
                said = _("{service} did not take the alert {name}; it will be sent again")
                note(said.format(service=server.service_name, name=alert.search))
        return all(sent)


def _notified(server: Any, title: str, text: str) -> bool:
    try:
        return bool(server.notify(body=text, title=title))
    except Exception:  # whatever a service's module raises may have the address in it
        return False


def _file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("naba", appauthor=False) / FILE


def _listed(path: Path) -> list[str]:
    try:
        urls = tomllib.loads(path.read_text("utf-8")).get("urls", [])
    except FileNotFoundError:
        return []
    except (OSError, ValueError):
        raise InputError("cannot read {file}", file=path) from None
    if not isinstance(urls, list) or not all(isinstance(url, str) for url in urls):
        raise InputError("cannot read {file}", file=path)
    return urls
