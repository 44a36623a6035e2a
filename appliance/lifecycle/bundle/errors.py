"""Why a bundle is refused. All of them end with exit code 3 and before anything was changed."""

from __future__ import annotations

from appliance.foundation.kernel.errors import MusterError


class BundleRefused(MusterError):
    code = "bundle_refused"
    message = "The bundle is refused: {why}."
    hint = "Get the bundle again from where it was published."
    http_status = 400
    exit_code = 3


class BundleNotSigned(BundleRefused):
    code = "bundle_not_signed"
    message = "The bundle is not what its publisher signed: {why}."
    hint = (
        "Do not install it. Compare the stick with its source and with the fingerprint on the card; "
        "when a fresh copy says the same, report it to the publisher."
    )


class BundleDamaged(BundleRefused):
    code = "bundle_damaged"
    message = "The signature is good, but this copy is damaged: {path} {why}."
    hint = "Copy the bundle to the stick again. When a second copy fails at the same file, use another stick."


class BundleNotListed(BundleRefused):
    code = "bundle_not_listed"
    message = "The bundle holds something that its signed list does not name: {path}."
    hint = "Take it away (computers leave files of their own on sticks) or copy the bundle again."


class BundleOlder(BundleRefused):
    code = "bundle_older"
    message = "The bundle is older than what was installed before: {why}."
    hint = "Install the newest bundle. Going back is done with `muster rollback`, never with an older bundle."


class BundleNotOurs(BundleRefused):
    code = "bundle_not_ours"
    message = "The bundle is signed, but it is not for this installation: {why}."
    hint = "Take the bundle of Muster that was made for this kind of machine."


class BundleForDevelopment(BundleRefused):
    code = "bundle_for_development"
    message = "The bundle is signed with development keys, which anybody can have."
    hint = "Use it for trials only, with a Muster that was itself built for development."
