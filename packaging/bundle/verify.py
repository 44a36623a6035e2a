"""python3 verify.py: who signed this folder, in twelve lines (needs the package cryptography)."""
import base64, hashlib, json, pathlib
from cryptography.hazmat.primitives.serialization import load_pem_public_key
here = pathlib.Path(__file__).parent
pem, manifest = (here / "release.pem").read_bytes(), (here / "MANIFEST.json").read_bytes()
lines = (here / "MANIFEST.json.minisig").read_text().splitlines()
signature, over = base64.b64decode(lines[1])[10:], base64.b64decode(lines[3])
load_pem_public_key(pem).verify(signature, manifest)
load_pem_public_key(pem).verify(over, signature + lines[2].removeprefix("trusted comment: ").encode())
for entry in json.loads(manifest)["files"]:
    if hashlib.sha256((here / entry["path"]).read_bytes()).hexdigest() != entry["sha256"]:
        raise SystemExit(f"damaged: {entry['path']}")
print("signed by the key with the fingerprint", hashlib.sha256(pem).hexdigest(), "over", lines[2])
