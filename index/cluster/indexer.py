"""One run of the indexer into a cluster: the same reading, analysis and rules as into a folder.

Several machines may load disjoint inputs at once. Every write has a version, microseconds since
1970 at the start of its run and its number in it, so that whatever comes late or twice changes
nothing; what was loaded stays, whatever happens, and the next run goes on from there.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from time import time_ns

from index.article import Article, Rejected, Remark
from index.cluster import bulk, generations
from index.cluster.address import Address
from index.cluster.connection import Connection, connect
from index.cluster.generations import Generation
from index.cluster.ledger import Ledger
from index.cluster.loader import LoaderMaker
from index.cluster.target import ClusterTarget, begun
from index.disk import shortage_told
from index.errors import ClusterError
from index.run.arrivals import Clock, time_of_run
from index.run.conductor import Conductor
from index.run.identities import Identities
from index.run.indexer import INLINE_LIMIT, default_memory
from index.run.intake import Intake
from index.run.progress import Listener, Report, Tally
from index.run.pruning import gone_articles
from index.run.spool import Spool
from index.run.workers import Setting, open_workers


def build(
    articles: Iterable[Article | Rejected | Remark],
    address: str | Address,
    *,
    rebuild: bool = False,
    prune: Sequence[Path] = (),
    guarded: Sequence[Path] = (),
    entities: bool = True,
    names: str | None = None,
    workers: int = 1,
    memory: int | None = None,
    listener: Listener | None = None,
    added: Mapping[str, int] | None = None,
) -> Report:
    """Bring the index at ``address`` up to date with ``articles``, making it if needed.

    The parameters are those of :func:`index.run.indexer.build`; a rebuild makes a new index,
    without replicas until it is whole, and lets the alias go over to it at the end.

    Raises :class:`~index.errors.ClusterError` for whatever the cluster does not do, IndexFormat
    for an index of another version, InputError for an address that is none, and
    :class:`~index.run.workers.WorkerDied`.
    """
    where = address if isinstance(address, Address) else Address.parse(address)
    memory = default_memory() if memory is None else memory
    tally = Tally(listener or Listener())
    connection = connect(where, bulk.PATIENCE)
    try:
        with (
            shortage_told(),
            _generation(connection, rebuild=rebuild) as (generation, former),
            TemporaryDirectory(prefix="naba-") as work,
        ):
            root = Path(work)
            before = begun(connection, former or generation)
            version = time_ns() // 1000
            ledger = Ledger(
                connection, generation.articles, version, former.articles if former else None
            )
            newest = max(ledger.newest, *(added or {}).values(), 0)
            time = time_of_run(max(before.arrived, newest))
            with Spool(root / "spool") as spool:
                target = ClusterTarget(
                    connection,
                    generation,
                    ledger,
                    tally,
                    time=time,
                    user_list=before.corrections if names is None and rebuild else names,
                    changed=rebuild or not before.generation or newest > before.arrived
                    or names not in (None, before.corrections),
                    version=lambda: version + spool.added,
                )  # fmt: skip
                identities = Identities(
                    ledger, spool, tally, lambda: gone_articles(ledger.origins(), prune)
                )
                clock = Clock(ledger, added or {}, time)
                intake = Intake(
                    articles, spool, ledger, tally, identities, clock, entities=entities
                )
                intake.read(INLINE_LIMIT)
                count = 1 if intake.ended else max(workers, 1)
                maker = LoaderMaker(where, generation, version)
                setting = Setting(root, root, spool.path, entities, memory // count, maker)
                with open_workers(count, setting, tally.tell) as hands:
                    Conductor(target, tally, rebuild=rebuild).work(
                        intake, identities, spool, hands, prune, guarded
                    )
    finally:
        connection.close()
    return tally.report


@contextmanager
def _generation(
    connection: Connection, *, rebuild: bool
) -> Iterator[tuple[Generation, Generation | None]]:
    """Give the generation to be written to, and the one it is to replace.

    A new one that was begun takes the place of the old at the end, and goes after an error.
    """
    if not rebuild:
        yield _ours(connection), None
        return
    former = generations.replaced(connection)
    generation = generations.begin(connection)
    try:
        yield generation, former
        generations.finish(connection, generation)
    except BaseException:
        # If it stays the next rebuild removes it; what went wrong first is what to tell.
        with suppress(ClusterError):
            generations.abandon(connection, generation)
        raise


def _ours(connection: Connection) -> Generation:
    if generations.replaced(connection):
        return generations.current(connection)
    return generations.create(connection)
