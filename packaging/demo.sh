#!/bin/sh
# The main job on the sample data: import, search, match, and the page in the browser.
# With --no-serve it ends after printing the shortlist.
set -eu
cd "$(dirname "$0")/.."
muster="${MUSTER:-.venv/bin/muster}"
export MUSTER_DATA="${MUSTER_DATA:-demo-data}"
rm -rf "$MUSTER_DATA"
samples=packaging/sample_data/files

echo "== This host"
"$muster" doctor || true
echo
echo "== Import the sample postings and résumés"
"$muster" import --demo "$samples/postings" --kind posting --label "Sample postings" || [ $? = 4 ]
"$muster" import --demo "$samples/resumes" --kind resume --label "Sample résumés" || [ $? = 4 ]
echo
echo "== Search"
"$muster" search '(python OR golang) kubernetes -junior' --sourcing "looking around the demo" --limit 5
echo
reference=$("$muster" search 'title:backend' --postings --sourcing "choosing a requisition for the demo" --json |
    /usr/bin/python3 -c 'import json, sys; print(json.load(sys.stdin)["cards"][0]["requisition"]["reference"])')
echo "== Match $reference"
"$muster" match "$reference" --limit 5
[ "${1:-}" = "--no-serve" ] && exit 0
echo
echo "== The page (stop with Ctrl-C)"
exec "$muster" serve --demo
