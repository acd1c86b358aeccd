#!/bin/sh
# Looks up known vulnerabilities of the packages that lock/runtime.txt pins (needs the network), in an environment of
# its own: pip-audit is no part of jzdocs. Exit status 1 where there is one. Writes the bill of materials too.
set -eu
tools=$(mktemp -d)
trap 'rm -rf "$tools"' EXIT
python3 -m venv "$tools"
"$tools/bin/pip" install --quiet pip-audit
make sbom
"$tools/bin/pip-audit" --require-hashes --disable-pip --requirement "${1:-lock/runtime.txt}"
