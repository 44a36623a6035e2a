#!/bin/sh
# Muster as it is installed here: the release and the data that are in force. Written by the installer.
program='@PROGRAM@'
user='@USER@'
export MUSTER_PROGRAM="$program"
case "${1-}" in
upgrade | rollback | recover | status | records | preflight | uninstall)
    exec "$program/proven/release/muster" "$@" ;;
restore)
    shift
    exec "$program/proven/release/muster" restore --prefix "$program" --data "$program/active/data" "$@" ;;
esac
if [ "$(readlink "$program/active")" != "$(readlink "$program/proven")" ]; then
    "$program/proven/release/muster" recover || exit $?
fi
[ -n "${MUSTER_DATA-}" ] || export MUSTER_DATA="$program/active/data"
[ -n "${MUSTER_PORT-}" ] || export MUSTER_PORT='@PORT@'
if [ -n "$user" ] && [ "$(id -u)" = 0 ]; then
    # the data belongs to the service user: root would leave files there that the service cannot open
    exec setpriv --reuid="$user" --regid="$user" --clear-groups -- "$program/active/release/muster" "$@"
fi
exec "$program/active/release/muster" "$@"
