"""Runs a cluster by hand.

python -m tests.cluster jars                  gets OpenSearch from Maven Central
python -m tests.cluster up --folder DIR       runs until Ctrl-C, with its data in DIR
"""

import argparse
import signal
import sys
from pathlib import Path

from tests.cluster.launcher import PORT, Cluster, Unavailable, get_jars


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.cluster", description=__doc__)
    parser.add_argument("what", choices=("jars", "up"))
    parser.add_argument("--folder", type=Path, default=Path("/tmp/naba-cluster"))
    parser.add_argument("--nodes", type=int, default=1)
    parser.add_argument("--port", type=int, default=PORT)
    args = parser.parse_args()
    try:
        print(get_jars())
        if args.what == "up":
            signal.signal(signal.SIGTERM, signal.default_int_handler)
            with Cluster(args.folder, args.nodes, args.port) as cluster:
                print(cluster.address("news"), flush=True)
                signal.pause()
    except Unavailable as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        pass
    return 0


if __name__ == "__main__":
    sys.exit(main())
