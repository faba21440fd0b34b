"""How fast the full screen is on a given index: start, keys, facets, scrolling, memory.

    python -m tests.benchmarks.screen --index DIR

The app runs headless in this process, at 120x40, driven as the tests drive it. Times are in
milliseconds: by the clock from the key to the finished screen, the pause before a search
included, and of the processor for the same, which a busy machine does not change as much.
"""

import argparse
import asyncio
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import quantiles
from tempfile import mkdtemp
from typing import Any

SIZE = (120, 40)
PATIENCE = 60
WORDS = ("سوريا", "الرئيس", "غزة", "اقتصاد", "مجلس الأمن", "وزير الخارجية", "النفط", "كرة القدم")
PAGES = 200


def main() -> None:
    """Measure, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--index", type=Path, required=True, help="the index to search")
    arguments = parser.parse_args()
    os.environ["XDG_DATA_HOME"] = os.environ["XDG_CONFIG_HOME"] = mkdtemp()
    print(json.dumps(asyncio.run(_measure(arguments.index)), ensure_ascii=False, indent=1))


async def _measure(index: Path) -> dict[str, Any]:
    began = time.perf_counter()
    from tui.app.app import NabaApp
    from tui.app.conversation.backend import Backend
    from tui.app.widgets.facet_pane import FacetPane
    from tui.app.widgets.hit_list import ResultList

    imported = _since(began)
    app = NabaApp(Backend(index))
    figures: dict[str, Any] = {"import_ms": imported}
    began = time.perf_counter()
    async with app.run_test(size=SIZE) as pilot:
        figures["first_frame_ms"] = _since(began)
        await _until(lambda: app.results is not None)
        figures["first_results_ms"] = _since(began)
        figures["articles"] = app.results.total if app.results else 0

        keys = []
        box = app.query_one("#query")
        for word in WORDS:
            for end in range(1, len(word) + 1):
                before = app.results
                watch = Watch()
                box.value = word[:end]
                box.cursor_position = end
                await _until(lambda before=before: app.results is not before)
                await pilot.pause()
                keys.append(watch.read())
        figures["key_to_result_ms"] = _spread(keys)

        box.value = ""
        await _until(lambda: app.results is not None and app.results.query == "")
        toggles = []
        pane = app.query_one(FacetPane)
        pane.focus()
        for place in range(20):
            before = app.results
            pane.cursor = place % 8
            watch = Watch()
            pane.action_choose()
            await _until(lambda before=before: app.results is not before)
            await pilot.pause()
            toggles.append(watch.read())
        figures["facet_toggle_ms"] = _spread(toggles)

        app.action_clear()
        hits = app.query_one(ResultList)
        await _until(lambda: hits.total == figures["articles"])
        hits.focus()
        pages = []
        for _ in range(PAGES):
            watch = Watch()
            hits.action_move_page(1)
            await pilot.pause()
            pages.append(watch.read())
        figures["page_down_ms"] = _spread(pages)
        began = time.perf_counter()
        hits.action_move(10**9)
        await _until(lambda: hits.current is not None)
        await pilot.pause()
        figures["to_the_last_hit_ms"] = _since(began)
        figures["last_hit"] = hits.selected + 1
    figures["memory_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return figures


async def _until(true: Callable[[], object]) -> None:
    deadline = time.perf_counter() + PATIENCE
    while not true():
        if time.perf_counter() > deadline:
            sys.exit("no answer in a minute")
        await asyncio.sleep(0.001)


def _since(began: float) -> float:
    return round((time.perf_counter() - began) * 1000, 1)


class Watch:
    """Milliseconds by the clock and of the processor since it was made."""

    def __init__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def read(self) -> tuple[float, float]:
        """What has gone by."""
        clock, processor = self._began
        return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


def _spread(times: list[tuple[float, float]]) -> dict[str, dict[str, float]]:
    found = {}
    for name, values in zip(("clock", "processor"), zip(*times, strict=True), strict=True):
        cuts = quantiles(values, n=20)
        found[name] = {"p50": round(cuts[9], 1), "p95": round(cuts[18], 1)}
    return found


if __name__ == "__main__":
    main()
