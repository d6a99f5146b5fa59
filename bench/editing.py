"""An editor who is signed in and corrects findings through the pages, as a browser would."""

import http.client
from urllib.parse import urlencode

CSRF = "a" * 32


def sign_in():
    """The cookie of someone who may edit everything; Django is awake in this process."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from maillage.accounts.models import User

    user = User.objects.create_superuser("essai@example.fr", name="Essai")
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"sessionid={session.session_key}; csrftoken={CSRF}"


def post(port, cookie, finding, text, version):
    """The status of the answer; None when the server died before answering."""
    body = urlencode({"text": text, "version": version, "csrfmiddlewaretoken": CSRF})
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    try:
        line.request("POST", f"/diagnostic/constats/{finding}/modifier/", body, headers)
        return line.getresponse().status
    except (OSError, http.client.HTTPException):
        return None
    finally:
        line.close()


def held(finding):
    """(text, version, how many corrections the trail tells) as the database has them."""
    from maillage.audit.models import Entry
    from maillage.diagnosis.enums import Event
    from maillage.diagnosis.models import Finding

    row = Finding.objects.values_list("text", "version").get(pk=finding)
    told = Entry.objects.filter(
        event=Event.WORDING_REPHRASED, target_kind="diagnosis.finding", target_id=str(finding)
    )
    return (*row, told.count())


def is_sound():
    """The database by its own word, the trail by its chain; what is wrong is printed."""
    from django.db import connection

    from maillage.audit.verification import verify

    if connection.vendor == "sqlite":
        # Anew: an old connection checks the search index against the structure it remembers, and
        # cries corruption after another process wrote (SQLite 3.53.4). Searching is not concerned.
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA integrity_check")
            found = cursor.fetchall()
        if found != [("ok",)]:
            print("  ", found[:5])
            return False
    trail = verify()
    if trail.fault:
        print("  ", trail.fault.message)
    return trail.intact
