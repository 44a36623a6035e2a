"""What can be wrong with an organisation's own terms."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class TermRefused(MusterError):
    code = "term_refused"
    message = "The term cannot be added: {why}."
    hint = "Write its usual name; other spellings separated by semicolons; the broader skill by a name Muster knows."
    http_status = 422
    exit_code = 2


class TermsChanged(MusterError):
    code = "terms_changed"
    message = "Somebody changed the terms meanwhile: they are at version {version} now."
    hint = "Look at the list as it is now and do it again."
    http_status = 409
    exit_code = 1
