"""Every error becomes a page, a message in the page, or ``application/problem+json``; each has a reference number."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import quote

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from appliance.doors.http import current
from appliance.doors.http.refusals import (
    BadRequest,
    HostRefused,
    NoSuchPage,
    SignInFirst,
    TooLarge,
    WrongMethod,
)
from appliance.foundation.kernel.errors import MusterError
from appliance.foundation.observability.logs import logger

Page = Callable[[MusterError], Response]

HTTP_ERRORS: dict[int, type[MusterError]] = {404: NoSuchPage, 405: WrongMethod, 413: TooLarge}
PROBLEM = "application/problem+json"


def install(app: Flask, page: Page) -> None:
    """Have ``app`` answer its errors; ``page`` draws one for people."""

    def answer(error: MusterError) -> Response:
        if error.http_status >= 500:
            logger("http").error("request.failed", code=error.code, exc_info=error)
        else:
            logger("http").info("request.refused", code=error.code, status=error.http_status)
        response = as_data(error) if current.wants_json() else _for_people(error, page)
        if response.status_code == 200:  # not for the redirect to the sign-in form
            response.status_code = error.http_status
        response.headers["X-Muster-Error"] = quote(error.sentence)
        return response

    def from_werkzeug(error: HTTPException) -> Response:
        if error.response is not None:  # a redirect somebody raised
            return error.response  # type: ignore[return-value]  # Flask takes werkzeug's own response as well
        if error.code is not None and error.code < 400:
            return error.get_response()  # type: ignore[return-value]  # the same
        return answer(
            HTTP_ERRORS.get(error.code or 500, BadRequest if (error.code or 500) < 500 else MusterError)()
        )

    def from_anything(error: Exception) -> Response:
        wrapped = MusterError()
        wrapped.__cause__ = error
        return answer(wrapped)

    app.register_error_handler(MusterError, answer)
    app.register_error_handler(HTTPException, from_werkzeug)
    app.register_error_handler(Exception, from_anything)


def as_data(error: MusterError) -> Response:
    """RFC 9457 problem details."""
    body = {
        "type": f"urn:muster:error:{error.code}",
        "title": error.sentence,
        "status": error.http_status,
        "detail": error.mend,
        "code": error.code,
        "reference": current.reference(),
    }
    return Response(json.dumps(body, ensure_ascii=False), mimetype=PROBLEM)


def _for_people(error: MusterError, page: Page) -> Response:
    if isinstance(error, HostRefused):  # whoever asks under another name gets no page and no cookie
        return Response(f"{error.sentence} {error.mend}\n", mimetype="text/plain")
    if isinstance(error, SignInFirst) and current.from_htmx():
        response = Response("")
        response.headers["HX-Redirect"] = "/login"
        return response
    if current.from_htmx() and request.method != "GET":
        return Response(error.sentence, mimetype="text/plain")
    return page(error)
