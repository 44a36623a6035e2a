"""What every HTTP door shares: guard, sessions, headers, errors."""

from appliance.doors.http import confinement, current, errors
from appliance.doors.http.bodies import takes
from appliance.doors.http.guard import PUBLIC, check_declared, needs
from appliance.doors.http.headers import LOOPBACK, as_download
from appliance.doors.http.requests import install

__all__ = [
    "LOOPBACK",
    "PUBLIC",
    "as_download",
    "check_declared",
    "confinement",
    "current",
    "errors",
    "install",
    "needs",
    "takes",
]
