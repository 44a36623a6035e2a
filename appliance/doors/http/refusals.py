"""What the door itself refuses, before any part of the program is asked."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class SignInFirst(MusterError):
    code = "sign_in_first"
    message = "Sign in to go on."
    hint = "Your session has ended or was never begun; after signing in you come back here."
    http_status = 401


class HostRefused(MusterError):
    code = "host_refused"
    message = "Muster does not answer under this name."
    hint = "Use the address printed at the start, or add the name to the allowed hosts in the settings."
    http_status = 403


class CrossSite(MusterError):
    code = "cross_site"
    message = "This request came from another site, or does not say where it came from."
    hint = "Open Muster in its own tab and repeat what you did there."
    http_status = 403


class FormExpired(MusterError):
    code = "form_expired"
    message = "This form belongs to a session that has ended."
    hint = "Go back, load the page again and send it once more; what you typed is still there."
    http_status = 403


class NoSuchPage(MusterError):
    code = "no_such_page"
    message = "There is no page at this address."
    hint = "Check the address; what it named may have been removed or undone."
    http_status = 404


class WrongMethod(MusterError):
    code = "wrong_method"
    message = "This address cannot be used like that."
    hint = "Go back to the page and use its own buttons."
    http_status = 405


class TooLarge(MusterError):
    code = "too_large"
    message = "What was sent is larger than Muster accepts in one piece."
    hint = "Send fewer or smaller files at once, or use muster import at the console."
    http_status = 413


class BadRequest(MusterError):
    code = "bad_request"
    message = "The request could not be understood."
    hint = "Go back, load the page again and repeat what you did."
    http_status = 400


class UndeclaredEndpoint(MusterError):
    code = "undeclared_endpoint"
    message = "Endpoints without a permission: {names}."
    hint = "Declare one with @needs(...); nothing is served before."
