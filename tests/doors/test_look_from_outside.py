"""The look that an upgrade and a rollback take at the page: as often as somebody goes forth and back."""

from __future__ import annotations

import threading

from appliance.doors.web.server import server_for
from appliance.lifecycle import outside


def test_many_looks_in_a_row_are_not_taken_for_somebody_guessing_passwords(app, services):
    server = server_for(app, "127.0.0.1", 0, 2)
    app.config["ALLOWED_HOSTS"] = frozenset({"127.0.0.1"})
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        for _ in range(8):
            browser = outside.Browser(f"http://127.0.0.1:{server.effective_port}/", services.settings.data)
            status, page = browser.ask("login")
            assert status == 200
            assert outside._writes(browser, page) == "a wrong login is refused and written into the log"
    finally:
        server.task_dispatcher.shutdown()
        server.close()
        thread.join(5)
    actions = [e["action"] for e in services.audit.entries(action="accounts.")]
    assert actions.count("accounts.login_failed") == 8
