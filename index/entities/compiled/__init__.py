"""The rules of names, compiled; see :mod:`index.rules`."""

from pathlib import Path

MODULES = (
    "beside",
    "classes",
    "countries",
    "discourse",
    "edges",
    "eponyms",
    "extractor",
    "features",
    "following",
    "forenames",
    "frames",
    "gazetteer",
    "keys",
    "name_lists",
    "nameless",
    "namesakes",
    "org_edges",
    "orgs",
    "particles",
    "persons",
    "place_edges",
    "place_names",
    "places",
    "purposes",
    "quoted",
    "readings",
    "resolver",
    "scanner",
    "sentence",
    "shared_names",
    "tables",
    "tagged",
    "tails",
)
"""Modules that are compiled, all into one library, so that they call one another directly."""

FOLDER = Path(__file__).parents[1]
"""Where the sources are."""
