#!/bin/sh
# Install or upgrade Muster from this folder. Works from a noexec mount: sh install.sh
#
#   sudo sh install.sh                                        a service of this machine, in /opt/muster
#   sh install.sh --user --prefix P --data D --yes            for yourself alone, without root
#   sh install.sh --check [--json]                            only say whether this machine is fit
#
# Order: verify the signature, then every file that is used -> checks of this machine -> unpack -> the program itself
# verifies the whole bundle again, migrates a copy of the data, switches by one rename, looks at the page, or goes back.
# Nothing of the payload is read before its signature was verified, and nothing is sent anywhere.
set -eu
umask 022
export LC_ALL=C PATH=/usr/sbin:/usr/bin:/sbin:/bin
unset CDPATH ENV BASH_ENV IFS 2>/dev/null || true

user='' program='' data='' port='' yes='' check='' json='' fingerprint='' checked='' provision='' start=''
usage() {
    sed -n '2,6s/^# \{0,1\}//p' "$0"
    cat <<'TEXT'

  --user                  for yourself alone, without root
  --prefix FOLDER         where the program goes (default /opt/muster, or ~/muster with --user)
  --data FOLDER           where the data goes (default /var/lib/muster, or ~/muster-data); may be a mount point
  --port NUMBER           the port of the page on 127.0.0.1 (default 8642)
  --yes                   ask nothing
  --fingerprint HEX       the fingerprint from the card; compared with the key on the stick
  --provision FILE        settings and the first administrator, for a set-up that nobody attends
  --start                 with --user: start serving at once, in the background
  --check                 only check this machine; --json prints data
  --i-verified-the-manifest HEX
                          where there is neither openssl nor minisign: the SHA-256 of MANIFEST.json, after you
                          verified its signature on another machine
TEXT
}
refuse() { # exit code, error code, sentence, mend: nothing was changed
    if [ -n "$json" ]; then
        printf '{"code": "%s", "message": "%s", "hint": "%s"}\n' "$2" "$3" "$4"
    fi
    printf 'Error: %s\n%s\n' "$3" "$4" >&2
    exit "$1"
}
say() { printf '%s\n' "$1" >&2; }
value() { # option, what follows it
    [ $# -ge 2 ] && [ -n "$2" ] || refuse 2 usage "$1 needs a value." "See sh install.sh --help."
}
while [ $# -gt 0 ]; do
    case "$1" in
    --user) user=yes ;;
    --yes | -y) yes=yes ;;
    --check) check=yes ;;
    --json) json=yes ;;
    --start) start=yes ;;
    --prefix) value "$@"; program=$2; shift ;;
    --data) value "$@"; data=$2; shift ;;
    --port) value "$@"; port=$2; shift ;;
    --fingerprint) value "$@"; fingerprint=$2; shift ;;
    --i-verified-the-manifest) value "$@"; checked=$2; shift ;;
    --provision) value "$@"; provision=$2; shift ;;
    -h | --help) usage; exit 0 ;;
    *) refuse 2 usage "There is no option $1." "See sh install.sh --help." ;;
    esac
    shift
done
here=$(cd "$(dirname "$0")" && pwd -P)
absolute() { case "$1" in /*) printf '%s' "$1" ;; *) printf '%s/%s' "$(pwd -P)" "$1" ;; esac }
home=${HOME-}
if [ -z "$user" ]; then
    [ "$(id -u)" = 0 ] || refuse 2 rights "Installing for the whole machine needs root." \
        "Use sudo sh install.sh, or install for yourself: sh install.sh --user --prefix FOLDER --data FOLDER."
    program=${program:-/opt/muster} data=${data:-/var/lib/muster}
elif [ -z "$home" ] && { [ -z "$program" ] || [ -z "$data" ]; }; then
    refuse 2 usage "This user has no HOME." "Say where to install: --prefix FOLDER --data FOLDER."
else
    program=${program:-$home/muster} data=${data:-$home/muster-data}
fi
program=$(absolute "$program") data=$(absolute "$data")
case "$program$data$here" in *[!A-Za-z0-9_./+@,:=\ -]*)
    refuse 2 usage "A folder's name holds characters that units and profiles cannot carry." \
        "Use letters, digits and the signs _ . / + @ , : = - in --prefix and --data." ;;
esac

# -- upgrade: the installed program verifies and does everything; new code never vouches for itself ---------------
if [ -x "$program/proven/release/muster" ]; then
    say "Muster is installed in $program: this is an upgrade, and the installed program does it."
    if [ -n "$check" ]; then
        exec "$program/proven/release/muster" preflight "$here" --program "$program" ${json:+--json}
    fi
    exec "$program/proven/release/muster" upgrade "$here" --program "$program" ${yes:+--yes} ${json:+--json}
fi

# -- verify: the signature over the manifest, before a word of it is believed --------------------------------------
for name in MANIFEST.json MANIFEST.json.sig MANIFEST.json.minisig release.pem release.pub; do
    [ -f "$here/$name" ] || refuse 3 bundle_not_signed "$name is missing: this folder is not a whole bundle of Muster." \
        "Copy the bundle to the stick again, from where it was published."
done
sum() { sha256sum "$1" | cut -c1-64; }
bad_signature() {
    refuse 3 bundle_not_signed "The bundle is not what its publisher signed: the signature does not match MANIFEST.json." \
        "Do not install it. Compare the stick with its source; when a fresh copy says the same, report it to the publisher."
}
key=$(sum "$here/release.pem")
if command -v openssl >/dev/null 2>&1 && openssl pkeyutl -help 2>&1 | grep -q rawin; then
    openssl pkeyutl -verify -pubin -inkey "$here/release.pem" -rawin -in "$here/MANIFEST.json" \
        -sigfile "$here/MANIFEST.json.sig" >/dev/null 2>&1 || bad_signature
    by="openssl on the host"
elif command -v minisign >/dev/null 2>&1; then
    minisign -V -q -p "$here/release.pub" -m "$here/MANIFEST.json" >/dev/null 2>&1 || bad_signature
    by="minisign on the host"
elif [ -n "$checked" ]; then
    [ "$(sum "$here/MANIFEST.json")" = "$checked" ] || bad_signature
    by="the administrator on another machine (SHA-256 of the manifest given)"
else
    refuse 3 no_verifier "This machine has neither openssl nor minisign to verify the signature with." \
        "Verify on another machine as START-HERE.txt says, then give sh install.sh --i-verified-the-manifest \$(sha256sum MANIFEST.json)."
fi
say "The signature is good (verified by $by)."
if [ -n "$fingerprint" ]; then
    [ "$key" = "$fingerprint" ] || refuse 3 bundle_not_signed \
        "The key that signed is not the one on the card ($key)." "Do not install it; report it to the publisher."
    say "The key is the one on the card."
else
    say "Fingerprint of the key that signed: $key"
fi

# -- from here on the manifest is believed; it has one key a line ---------------------------------------------------
word() { sed -n "s/^ \"$1\": \"\\([^\"]*\\)\".*\$/\\1/p" "$here/MANIFEST.json" | head -n 1; }
number() { sed -n "s/^ \"$1\": \\([0-9]*\\).*\$/\\1/p" "$here/MANIFEST.json" | head -n 1; }
hash_of() { sed -n "s/^  {\"path\":\"\\([^\"]*\\)\",\"sha256\":\"\\([0-9a-f]*\\)\",\"size\":[0-9]*}.*\$/\\2 \\1/p" \
    "$here/MANIFEST.json" | while read -r hash path; do [ "$path" != "$1" ] || printf '%s' "$hash"; done; }
product=$(word product) version=$(word version) sequence=$(number release_seq) epoch=$(number epoch)
payload=$(word payload) listing=$(word payload_list) unpacked=$(number payload_size)
[ "$product" = muster ] || refuse 3 bundle_not_ours "The bundle is signed, but it is of the product $product, not muster." \
    "Take the stick with the right product."
if grep -q '^ "development": true' "$here/MANIFEST.json"; then
    say "This bundle is signed with DEVELOPMENT KEYS, which anybody can have: for trials only."
fi

# -- what must hold before the program can be unpacked and started; it checks the rest itself -----------------------
fits=yes
unfit() { # name, sentence, mend
    fits=''
    if [ -n "$json" ]; then
        printf '{"name": "%s", "status": "fail", "sentence": "%s", "mend": "%s"}\n' "$1" "$2" "$3"
    fi
    printf 'FAIL  %-13s %s\n                    %s\n' "$1" "$2" "$3" >&2
}
there() { folder=$1; while [ ! -d "$folder" ]; do folder=$(dirname "$folder"); done; printf '%s' "$folder"; }
target=$(there "$program")
machine=$(uname -m)
[ "$machine" = "$(word arch)" ] || unfit processor "This machine is $machine." "Use the bundle made for it; this one is for $(word arch)."
floor=$(word glibc_floor)
libc=$(getconf GNU_LIBC_VERSION 2>/dev/null | sed 's/^glibc //')
oldest=$(printf '%s\n%s\n' "$floor" "${libc:-0}" | sort -V | head -n 1)
[ "$oldest" = "$floor" ] || unfit glibc "The C library is glibc ${libc:-unknown}." "Use a system with glibc $floor or newer, such as Debian 12."
now=$(date -u +%s)
[ "$now" -ge "$epoch" ] || unfit clock \
    "The clock says $(date -u '+%Y-%m-%d %H:%M') UTC; this release was made on $(date -u -d "@$epoch" +%Y-%m-%d)." \
    "Set the clock (date -u -s 'YYYY-MM-DD hh:mm', or timedatectl set-time), then try again."
if [ -w "$target" ] && [ -x "$target" ]; then
    probe="$target/.muster-probe-$$"
    trap 'rm -f "$probe"' EXIT
    if ! cp /bin/true "$probe" 2>/dev/null || ! chmod 700 "$probe"; then
        unfit room-program "Nothing can be written to $target." "Free some space there, or choose another folder with --prefix."
    elif ! "$probe" 2>/dev/null; then
        unfit executable "Programs may not run in $target: it is mounted noexec, or a policy forbids new programs there." \
            "Choose another folder with --prefix; for fapolicyd see docs/operate/install.md."
    fi
    rm -f "$probe"
    trap - EXIT
else
    unfit rights "$target is not writable." "Choose another folder with --prefix, or use sudo."
fi
[ -w "$(there "$data")" ] || unfit rights "$(there "$data") is not writable." "Choose another folder with --data, or use sudo."
archive_size=$(wc -c < "$here/$payload" 2>/dev/null || echo 0)
needed=$(((archive_size + unpacked * 3) / 1048576 + 100))
free=$(df -Pm "$target" | sed -n '2s/^[^ ]* *[0-9]* *[0-9]* *\([0-9]*\) .*$/\1/p')
[ "${free:-0}" -ge "$needed" ] || unfit room-program "$free MiB are free where $program lies; $needed MiB are needed." \
    "Free $((needed - ${free:-0})) MiB, or choose another place with --prefix."
unxz=''
for way in xz python3 busybox dpkg-deb; do
    if command -v "$way" >/dev/null 2>&1; then
        [ "$way" != busybox ] || busybox --list 2>/dev/null | grep -qx xz || continue
        unxz=$way
        break
    fi
done
[ -n "$unxz" ] || unfit tools "This machine has nothing that unpacks xz." "Install xz, python3 or busybox, then try again."
[ -n "$fits" ] || exit 7

# -- questions ------------------------------------------------------------------------------------------------------
ask() { # question: yes or the end
    [ -n "$yes" ] && return
    printf '%s [y/N] ' "$1" >&2
    read -r answer || answer=no
    case "$answer" in y | Y | yes | Yes) ;; *) say "Nothing was changed."; exit 1 ;; esac
}
if [ -z "$check" ]; then
    [ -n "$fingerprint" ] || ask "Is this the fingerprint on the card?"
    ask "Install Muster $version into $program, its data into $data, its page on port ${port:-8642} of this machine?"
fi

# -- unpack: a copy is made, hashed, and only the copy is used ------------------------------------------------------
damaged() {
    refuse 3 bundle_damaged "The signature is good, but this copy is damaged: $1." \
        "Copy the bundle to the stick again. When a second copy fails at the same file, use another stick."
}
for folder in "$program" "$program/releases"; do
    [ -d "$folder" ] || { mkdir -p "$folder" && chmod 755 "$folder"; }
done
staging="$program/releases/.stage-$$"
release="$program/releases/$sequence-$version"
# shellcheck disable=SC2317
clean() {
    status=$?
    rm -rf "$staging"
    if [ ! -e "$program/proven" ]; then
        rm -rf "$release"
        rmdir "$program/releases" "$program" 2>/dev/null || true
    fi
    exit "$status"
}
trap clean EXIT
trap 'exit 130' INT TERM HUP
rm -rf "$program"/releases/.stage-*
mkdir -m 700 "$staging"
full() { refuse 6 disk_full "The disk became full while unpacking; what was unpacked is removed." "Free some space where $program lies, then try again."; }
say "Unpacking the program ..."
for name in "$payload" "$listing"; do
    copy="$staging/$(basename "$name")"
    if ! cp "$here/$name" "$copy" 2>/dev/null; then
        [ -r "$here/$name" ] || damaged "$name is missing"
        [ "$(df -Pm "$staging" | sed -n '2s/^[^ ]* *[0-9]* *[0-9]* *\([0-9]*\) .*$/\1/p')" -gt 1 ] && damaged "$name cannot be read"
        full
    fi
    [ "$(sum "$copy")" = "$(hash_of "$name")" ] || damaged "$name has other bytes than were signed"
done
archive="$staging/$(basename "$payload")" list="$staging/$(basename "$listing")"
plain() { # the archive without its compression, with what this machine has
    case "$unxz" in
    xz) xz -dc "$archive" ;;
    busybox) busybox xz -dc "$archive" ;;
    python3) python3 -I -c 'import lzma, shutil, sys; shutil.copyfileobj(lzma.open(sys.argv[1]), sys.stdout.buffer)' "$archive" ;;
    dpkg-deb) # a Debian without xz still unpacks packages: the archive in the clothes of one
        size=$(wc -c < "$archive")
        {
            printf '!<arch>\n%-16s%-12s%-6s%-6s%-8s%-10s`\n2.0\n' debian-binary 0 0 0 100644 4
            printf '%-16s%-12s%-6s%-6s%-8s%-10s`\n' control.tar 0 0 0 100644 1024
            dd if=/dev/zero bs=1024 count=1 2>/dev/null
            printf '%-16s%-12s%-6s%-6s%-8s%-10s`\n' data.tar.xz 0 0 0 100644 "$size"
            cat "$archive"
            [ $((size % 2)) = 0 ] || printf '\n'
        } > "$staging/package"
        dpkg-deb --fsys-tarfile "$staging/package"
        rm -f "$staging/package" ;;
    esac
}
mkdir -m 755 "$staging/program"
said=$({ plain | tar -xf - -C "$staging/program" --no-same-owner --no-same-permissions; } 2>&1) || {
    case "$said" in *[Nn]o\ space*) full ;; esac
    refuse 3 bundle_damaged "The payload cannot be unpacked ($(printf '%s' "$said" | head -n 1 | tr -d '"\\'))." \
        "Copy the bundle to the stick again."
}
# every file is what the signed list says, and there is no other
sed -n 's/^\([0-9a-f]\{64\}\) \(644\|755\) [0-9]* \(.*\)$/\1  \3/p' "$list" > "$staging/sums"
(cd "$staging/program" && sha256sum -c --quiet --strict "$staging/sums") >/dev/null 2>&1 || {
    [ "$(df -Pm "$staging" | sed -n '2s/^[^ ]* *[0-9]* *[0-9]* *\([0-9]*\) .*$/\1/p')" -gt 1 ] || full
    damaged "an unpacked file is not what the list says"
}
[ "$(find "$staging/program" ! -type d | wc -l)" = "$(wc -l < "$staging/sums")" ] || damaged "the payload holds more than its list"
find "$staging/program" -type d -exec chmod 755 {} +
find "$staging/program" -type f -exec chmod 644 {} +
sed -n 's/^[0-9a-f]\{64\} 755 [0-9]* //p' "$list" | while IFS= read -r name; do chmod 755 "$staging/program/$name"; done
rm -rf "$release"
mv "$staging/program" "$release"
rm -rf "$staging"
sync
if [ -d /etc/fapolicyd ] && [ -z "$user" ] && command -v fapolicyd-cli >/dev/null 2>&1; then
    # fapolicyd must trust the program before it starts for the first time; the program keeps this list afterwards
    mkdir -p /etc/fapolicyd/trust.d
    find "$release" -type f | while IFS= read -r name; do
        printf '%s %s %s\n' "$name" "$(wc -c < "$name")" "$(sum "$name")"
    done > /etc/fapolicyd/trust.d/muster
    fapolicyd-cli --update >/dev/null 2>&1 || true
fi

# -- the program does the rest: verify everything again, preflight, migrate, switch, look, or back ------------------
set -- install --bundle "$here" --program "$program" --data "$data" --release "$release" --verified-by "$by"
[ -z "$user" ] || set -- "$@" --user
[ -z "$port" ] || set -- "$@" --port "$port"
[ -z "$provision" ] || set -- "$@" --provision "$(absolute "$provision")"
[ -z "$json" ] || set -- "$@" --json
[ -z "$check" ] || set -- "$@" --check
"$release/muster" "$@" || exit $?
[ -z "$check" ] || exit 0
trap - EXIT
if [ -n "$start" ] && [ -n "$user" ]; then
    log="$program/active/data/first-start.txt"
    setsid "$program/muster" serve >"$log" 2>&1 </dev/null &
    i=0
    while ! grep -q ready "$log" 2>/dev/null && [ $i -lt 100 ]; do i=$((i + 1)); sleep 0.1; done
    cat "$log" >&2
fi
