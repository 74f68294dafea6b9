#!/bin/sh
# Runs clients other people wrote against the simulator: run.sh SIMULATOR [FOLDER TO INSTALL INTO].
set -eu
[ $# -ge 1 ] || { echo "usage: $0 path/to/cloud-simulator [folder]" >&2; exit 2; }
simulator=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -ge 2 ]; then
  mkdir -p "$2"
  place=$(cd "$2" && pwd)
else
  place=$(mktemp -d)
  trap 'rm -rf "$place"' EXIT
fi
[ -x "$place/python/bin/python" ] || python3 -m venv "$place/python"
"$place/python/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
cp "$here/package.json" "$here/whatsapp_api_js.mjs" "$place/"
(cd "$place" && npm install --silent --no-audit --no-fund)
"$place/python/bin/python" "$here/pywa_peer.py" "$simulator"
(cd "$place" && node whatsapp_api_js.mjs "$simulator")
echo "both peers work"
