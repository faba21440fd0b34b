"""The page that shows the screen in a browser."""

import re

from tui.app.web.serve import PAGE

TEXT = (PAGE / "app_index.html").read_text(encoding="utf-8")


def test_the_page_fetches_nothing_from_elsewhere() -> None:
    addresses = re.findall(r"""(?:src|href)="([^"]*)"|url\("([^"]*)"\)""", TEXT)
    assert addresses
    assert all(re.match(r"/static/|data:", one or other) for one, other in addresses)
    assert not re.search("https?://", TEXT)
