#!/usr/bin/env bash
# Tool: tmux 3.3a (Debian 3.3a-3)
# Source: a character without width is added to the cell before it; at the first column there is
# none, and the character is dropped
# Tried: 2026-11-30
#
# Expected: U+2067 … U+2069 around an Arabic line reach the pane both or neither.
# Seen: at the start of a line the isolate is gone and its end stays; anywhere else both stay.
# Why it matters: a program that isolates every Arabic title so that a terminal with bidi shows it
# right loses exactly the sign that opens it, on exactly the lines that begin with Arabic; inside
# tmux direction must be made otherwise, by cells in visual order or a space before.
set -euo pipefail
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
cd "$place"
apt-get download tmux=3.3a-3 libevent-core-2.1-7 libutempter0 >/dev/null
for package in *.deb; do dpkg -x "$package" .; done
library=$(dirname "$(find "$place/usr/lib" -name 'libutempter.so.0' | head -1)")
cat >lines <<'SHELL'
printf '\342\201\247\330\256\330\250\330\261\342\201\251\n'
printf '. \342\201\247\330\256\330\250\330\261\342\201\251\n'
sleep 20
SHELL
tmux() {
    TMUX_TMPDIR=$place LC_ALL=C.UTF-8 LD_LIBRARY_PATH=$library "$place/usr/bin/tmux" -u -f /dev/null "$@"
}
tmux new-session -d -x 40 -y 5 "sh '$place/lines'"
sleep 2
seen=$(tmux capture-pane -p | head -2)
tmux kill-server
expected=$(printf '\330\256\330\250\330\261\342\201\251\n. \342\201\247\330\256\330\250\330\261\342\201\251')
[ "$seen" = "$expected" ] || { echo "changed: $(printf %s "$seen" | od -An -tx1)"; exit 1; }
echo "still so: tmux-drops-a-leading-isolate"
