#!/bin/sh
# Inside new namespaces: make an empty root, lay the host's /usr, the sources and the wheels into it, and build there.
set -eu
room=$MUSTER_SCRATCH/room
mount --make-rprivate /
mount -t tmpfs -o mode=755 tmpfs "$room"
read_only() { # what, where
    mount --bind "$1" "$2"
    mount -o remount,bind,ro,nosuid,nodev "$2" 2>/dev/null || mount -o remount,bind,ro "$2"
}
src=/build/src environment=/build/env wheels=/wheels made=/made
if [ "$MUSTER_VARY" = yes ]; then
    src=/srv/a-longer-name/sources environment=/opt/elsewhere/python wheels=/mnt/w made=/result
    hostname somewhere-else  # of this UTS namespace alone (build.sh)
fi
for folder in usr proc dev tmp etc home root var/tmp "$src" "$wheels" "$made"; do mkdir -p "$room/$folder"; done
chmod 1777 "$room/tmp" "$room/var/tmp"
for name in bin lib lib64 sbin; do [ -e "/$name" ] && ln -s "usr/$name" "$room/$name"; done
read_only /usr "$room/usr"
for name in null urandom zero; do : > "$room/dev/$name"; mount --bind "/dev/$name" "$room/dev/$name"; done
mount -t proc proc "$room/proc"
cp /etc/ld.so.cache "$room/etc/"
[ -d /etc/alternatives ] && cp -a /etc/alternatives "$room/etc/"
echo 'root:x:0:0:root:/root:/bin/sh' > "$room/etc/passwd"
read_only "$MUSTER_HERE/offline_wheels" "$room/$wheels"
mount --bind "$MUSTER_SCRATCH/made" "$room/$made"
# the order in which files come into a folder is the order in which a tmpfs lists them, backwards
if [ "$MUSTER_VARY" = yes ]; then
    tr '\0' '\n' < "$MUSTER_SCRATCH/sources" | sort -r | tr '\n' '\0' > "$MUSTER_SCRATCH/backwards"
    mv "$MUSTER_SCRATCH/backwards" "$MUSTER_SCRATCH/sources"
fi
tar -C "$MUSTER_HERE" --null -T "$MUSTER_SCRATCH/sources" -cf "$MUSTER_SCRATCH/sources.tar"
tar -C "$room/$src" -xf "$MUSTER_SCRATCH/sources.tar"
[ -z "$MUSTER_ROOTS" ] || cp "$MUSTER_ROOTS" "$room/$src/appliance/lifecycle/bundle/roots.json"
exec chroot "$room" /usr/bin/env -i PATH=/usr/bin:/bin SRC="$src" ENVIRONMENT="$environment" WHEELS="$wheels" \
    OUT="$made" MUSTER_VARY="$MUSTER_VARY" sh "$src/packaging/build/inside.sh"
