"""A service of this machine, installed by root and taken off again: what it writes, and that nothing of it stays.

In a network namespace without a way out, and with /etc, /opt, /usr/local and /var as layers over the machine's own, so that the
machine itself is left as it is.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
import builds

sys.path.pop(0)
SCRIPT = r"""
set -e
bundle=$1 out=$2
mount -t tmpfs tmpfs "$out/layers"
for name in etc opt usr/local var; do
    mkdir -p "$out/layers/$name/up" "$out/layers/$name/work"
    mount -t overlay overlay -o "lowerdir=/$name,upperdir=$out/layers/$name/up,workdir=$out/layers/$name/work" "/$name"
done
ip link set lo up
mkdir -p /etc/fapolicyd
everything() {  # the copies that useradd keeps of older files are the system's
    find /etc /opt /usr/local /var ! -path '/var/log/*' ! -name 'passwd-' ! -name 'group-' ! -name 'shadow-' ! -name 'gshadow-' \
        ! -name 'sub[ug]id-' ! -path '/var/lib/muster*' \( -type f -o -type l -o -type d \) -printf '%p %y %m %U:%G ' \
        \( -type f -printf '%s\n' -o -printf '\n' \) | sort
}
everything > "$out/before"
sh "$bundle/install.sh" --yes > "$out/install" 2>&1
ls -ld /opt/muster /var/lib/muster /var/lib/muster/gen-1 > "$out/owners"
cp /etc/systemd/system/muster.service /etc/systemd/system/muster.socket /etc/apparmor.d/muster-service "$out/"
cp /etc/fapolicyd/trust.d/muster "$out/trust"
systemd-analyze security --offline=true --no-pager --threshold=10 /etc/systemd/system/muster.service > "$out/exposure" 2>&1 || true
apparmor_parser -Q -K /etc/apparmor.d/muster-service > "$out/apparmor" 2>&1; echo "apparmor_parser -Q: $?" >> "$out/apparmor"
/usr/local/bin/muster doctor > "$out/doctor" 2>&1 || true
/usr/local/bin/muster uninstall > "$out/uninstall" 2>&1
ls -ln /var/lib/muster > "$out/kept"
rm -rf /etc/fapolicyd/trust.d
everything > "$out/after"
sh "$bundle/install.sh" --yes > "$out/again" 2>&1
/usr/local/bin/muster uninstall --purge --host-name not-this-one > "$out/refused" 2>&1 && exit 1
/usr/local/bin/muster uninstall --purge --host-name "$(uname -n)" > "$out/purge" 2>&1
ls -d /var/lib/muster /opt/muster > "$out/gone" 2>&1 || true
awk 'NR > 2 && $1 != "lo:" { sent += $11 } END { print sent + 0 }' /proc/net/dev > "$out/packets"
"""


@builds.needs_builds
@pytest.mark.skipif(os.geteuid() != 0, reason="needs root: a service user and units are written")
@pytest.mark.skipif(
    Path("/run/systemd/system").is_dir(), reason="systemd runs this host: it would start the units"
)
@pytest.mark.timeout(1800)
def test_a_service_is_installed_and_nothing_of_it_stays(tmp_path):
    bundle, out = builds.todays_bundle(), tmp_path
    (out / "layers").mkdir()
    command = ["unshare", "-nm", "--propagation", "private", "sh", "-c", SCRIPT, "sh", str(bundle), str(out)]
    done = subprocess.run(command, env=builds.PLAIN, capture_output=True, text=True, check=False)
    said = {p.name: p.read_text() for p in out.iterdir() if p.is_file()}
    assert done.returncode == 0, done.stderr + str(said.get("install")) + str(said.get("again"))
    for name in ("install", "exposure", "apparmor", "uninstall", "kept", "refused", "purge", "gone"):
        print(f"--- {name}\n{said[name].strip()[-1500:]}")

    assert "the units were NOT run" in said["install"]
    assert float(re.search(r"muster\.service: (\d\.\d)", said["exposure"]).group(1)) <= 1.0
    assert "PrivateNetwork=yes" in said["muster.service"]
    assert "apparmor_parser -Q: 0" in said["apparmor"]
    assert re.search(r"^drwxr-xr-x \S+ root +root .* /opt/muster$", said["owners"], re.M)
    assert re.search(r"^drwx------ \S+ muster +muster .* /var/lib/muster/gen-1$", said["owners"], re.M)

    listed = {}
    for line in next((bundle / "payload").glob("*.files")).read_text().splitlines():
        digest, _, size, name = line.split(" ", 3)
        listed[name] = (size, digest)
    trusted = {}
    for line in said["trust"].splitlines():
        path, size, digest = line.rsplit(" ", 2)
        trusted[re.sub(r"^/opt/muster/releases/[^/]+/", "", path)] = (size, digest)
    assert trusted == listed, "fapolicyd trusts exactly what the signed list holds"
    print(f"fapolicyd: {len(trusted)} files trusted, each with the size and hash of the signed list")

    before, after = said["before"].splitlines(), said["after"].splitlines()
    left = sorted(set(before) ^ set(after))
    print(f"uninstall: {len(before)} files and folders before, {len(left)} differ afterwards")
    assert left == []
    assert "gen-1" in said["kept"]
    assert " 0 0 " in said["kept"], "what is kept is root's: the service user is gone"
    assert "This host is not called not-this-one; nothing was removed." in said["refused"]
    assert said["gone"].count("No such file") == 2
    assert said["packets"].strip() == "0"
    print(
        "purge: asked for the host name, refused another one, left nothing; packets sent beyond the loopback: 0"
    )
