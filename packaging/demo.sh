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
echo "== Match the first requisition"
"$muster" match R-0001 --limit 5
[ "${1:-}" = "--no-serve" ] && exit 0
echo
echo "== The page (stop with Ctrl-C)"
exec "$muster" serve --demo
