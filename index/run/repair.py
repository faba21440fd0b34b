"""``naba check --repair``: an index again from what stored articles allow.

Segments whose bytes are sound stay. Of a damaged one the articles that can be read are indexed
anew; what cannot be read is named, and the damaged files are kept aside.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

from index.codec import ArraySegment
from index.codec.segment_file import ENDING, damage
from index.disk import shortage_told
from index.errors import IndexDamaged, IndexMissing, Message, NabaError, Shortage, fault_of
from index.run.arrivals import time_of_run
from index.run.committer import Committer
from index.run.ledger import Ledger
from index.run.reindexing import reindex, spooled
from index.run.salvage import Salvage, Salvaged, salvage
from index.store.manifest import Generation, toc_name
from index.store.session import WriteSession
from index.store.storage import damaged_files, read_manifest


@dataclass
class Repair:
    """What a repair did; ``quarantine`` is where damaged files lie, None when there were none."""

    kept: int = 0
    """Number of segments that were sound."""
    rebuilt: int = 0
    """Number of articles that were indexed anew."""
    lost: list[str] = field(default_factory=list)
    """Ids of articles that could not be read, or where they were."""
    remarks: list[str] = field(default_factory=list)
    """What else a person should know, a line each."""
    quarantine: Path | None = None


def repair(directory: str | Path, note: Callable[[str], None] = lambda message: None) -> Repair:
    """Repair the index in ``directory``; an index that is sound is left as it is.

    Raises IndexMissing, IndexLocked, IndexFormat, or InputError for a directory that is none.
    """
    if not Path(directory).is_dir():
        raise IndexMissing(
            "no index in {directory}; make one with: naba index PATH", directory=directory
        )
    with shortage_told(), WriteSession(Path(directory), note) as session:
        try:
            session.base = read_manifest(session.directory)
        except (IndexDamaged, IndexMissing, FileNotFoundError) as error:
            note(_fault(error))
            return _without_manifest(session)
        return _with_manifest(session)


def _fault(error: NabaError | FileNotFoundError) -> Message:
    if isinstance(error, FileNotFoundError):
        return fault_of(error)
    fault = error.message.parameters.get("fault")
    return fault if isinstance(fault, Message) else error.message


def _with_manifest(session: WriteSession) -> Repair:
    done = Repair()
    base = session.base
    files = base.files | {toc_name(base.number): base.toc}
    if not list(damaged_files(session.directory, files)):
        done.kept = len(base.segments)
        return done
    sound: list[ArraySegment] = []
    broken: list[str] = [name for name in files if not name.endswith(ENDING)]
    found: list[Salvaged] = []
    for segment in base.segments:
        if _is_sound(session.directory, segment):
            sound.append(segment)
            continue
        broken.append(segment.file_name)
        deleted = {*segment.deleted_docs()}
        path = session.directory / segment.file_name
        found += _taken(done, salvage(path, deleted, segment.doc_count_all()), path)
    whole = {
        segid: file
        for segid, file in base.vectors.items()
        if not list(damaged_files(session.directory, {file.name(segid): file.seal}))
    }
    session.base = replace(base, vectors=whole)
    done.kept = len(sound)
    done.quarantine = session.quarantine(broken)
    _commit(session, sound, found, base, done)
    return done


def _without_manifest(session: WriteSession) -> Repair:
    """Index all stored articles anew: what the manifest alone knew is lost."""
    done = Repair()
    done.remarks.append(
        Message(
            "the manifest is damaged: articles that had been removed may have come back, and your "
            "own list of names is lost; give it again with: naba index --names FILE"
        )
    )
    names = session.own_names()
    files = sorted(
        (session.directory / name for name in names if name.endswith(ENDING)),
        key=lambda path: path.stat().st_mtime_ns,
    )
    found = [one for path in files for one in _taken(done, salvage(path, (), None), path)]
    done.quarantine = session.quarantine(names)
    _commit(session, [], found, Generation.none(), done)
    return done


def _is_sound(directory: Path, segment: ArraySegment) -> bool:
    try:
        return not damage(directory / segment.file_name, segment.seal)
    except Shortage:
        raise
    except (OSError, NabaError):
        return False


def _taken(done: Repair, got: Salvage, path: Path) -> list[Salvaged]:
    done.lost += got.lost
    if not got.certain:
        done.remarks.append(
            Message(
                "{file}: how many articles are lost is not known, and some that had been removed "
                "may have come back",
                {"file": path.name},
            )
        )
    return got.found


def _commit(
    session: WriteSession,
    sound: Iterable[ArraySegment],
    found: Iterable[Salvaged],
    base: Generation,
    done: Repair,
) -> None:
    ledger = Ledger(session.segments, session.base.schema)
    for segment in sound:
        ledger.append(segment)
    found = [*found]
    time = time_of_run(max(base.arrived, ledger.newest, *(one.added for one in found), 0))
    # Where a sound segment has an article, one of the same id is a version it replaced.
    newest = {one.article.id: one for one in found if ledger.digest(one.article.id) is None}
    for entities in (True, False):
        articles = (
            spooled(one.article, one.added or time, entities=entities)
            for one in newest.values()
            if one.entities is entities
        )
        indexed, left_out = reindex(session, ledger, articles, entities=entities)
        done.rebuilt += indexed
        done.lost += [one.reason for one in left_out]
    committer = Committer(session, base.corrections, base.resemblance, time)
    committer.note_change()
    committer.commit(ledger.segments, ended=True)
