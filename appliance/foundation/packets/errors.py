"""What can be wrong with a sealed file."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class NotSealed(MusterError):
    code = "not_sealed"
    message = "{name} is not a file sealed by Muster: {why}."
    hint = "Choose a file whose first line is “muster-sealed 1”."
    http_status = 400
    exit_code = 2


class SealNewer(MusterError):
    code = "seal_newer"
    message = "{name} was sealed by a newer Muster (format {format})."
    hint = "Open it with the version that made it, or a later one."
    http_status = 409
    exit_code = 3


class SealDamaged(MusterError):
    code = "seal_damaged"
    message = "{name} is damaged or was changed: {why}."
    hint = "Copy it again from where it came from; if that does not help, use an older one."
    http_status = 422
    exit_code = 3


class SealWrongKey(MusterError):
    code = "seal_wrong_key"
    message = "{name} does not open with the key given ({given}). It opens with: {wanted}."
    hint = "Give the file of one of the keys named here."
    http_status = 422
    exit_code = 3


class SealUnknownSigner(MusterError):
    code = "seal_unknown_signer"
    message = "{name} opens, but it is signed by {signer}, not by {expected}."
    hint = "Whoever has the public key can seal such a file. Use one that your own appliance signed."
    http_status = 422
    exit_code = 3


class BadKeyFile(MusterError):
    code = "bad_key_file"
    message = "This is no key file: {why}."
    hint = "Give the file that was saved at set-up; it holds a line that begins with AGE-SECRET-KEY-1."
    http_status = 400
    exit_code = 2
