"""What can go wrong with accounts."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class WrongLogin(MusterError):
    code = "wrong_login"
    message = "This name and password do not belong together."
    hint = (
        "Check both. After 3 failures the next try has to wait, after 5 the account is locked for 15 minutes."
    )
    http_status = 401


class CertificateOfAnother(MusterError):
    code = "certificate_of_another"
    message = "The certificate in the reader does not belong to this account."
    hint = "Use your own card. An administrator ties an account to a card: muster accounts certificate NAME."
    http_status = 403


class CertificateTaken(MusterError):
    code = "certificate_taken"
    message = "This certificate belongs to the account {login} already."
    hint = "A certificate names one account; take it from the other first: muster accounts certificate {login} --none."
    http_status = 409
    exit_code = 2


class TooManyTries(MusterError):
    code = "too_many_tries"
    message = "Too many failed tries. The next one is possible in {wait}."
    hint = "Wait, or make a new link at the console: muster accounts reset NAME."
    http_status = 429


class LinkInvalid(MusterError):
    code = "link_invalid"
    message = "This link has been used, has run out or was never made."
    hint = (
        "Links work once, for 30 minutes. Make a new one at the console: muster accounts reset NAME, "
        "or start Muster again for the first set-up."
    )
    http_status = 410


class AlreadySetUp(MusterError):
    code = "already_set_up"
    message = "Muster already has an administrator."
    hint = "Sign in, or make a new link at the console: muster accounts reset NAME."
    http_status = 409


class WeakPassword(MusterError):
    code = "weak_password"
    message = "{what}"
    hint = "Use 15 to 128 characters; a sentence you remember is best."
    http_status = 422
    exit_code = 2


class LoginTaken(MusterError):
    code = "login_taken"
    message = "There is already an account with the name {login}."
    hint = "Choose another name to sign in with."
    http_status = 409
    exit_code = 2


class BadLogin(MusterError):
    code = "bad_login"
    message = "A name to sign in with has 2 to 64 small letters, digits, dots, dashes or underscores."
    hint = "For example ada or ada.l; it begins with a letter."
    http_status = 422
    exit_code = 2


class LastAdministrator(MusterError):
    code = "last_administrator"
    message = "This is the last active administrator."
    hint = "Make somebody else an administrator first."
    http_status = 409
