"""What the tests of a desk share: gestures taken on the desk as it is, and pages that send them."""

import re
from uuid import uuid4

from django.urls import reverse


def act(gesture, *, desk, acting_user=None, seen=None, **said):
    desk.refresh_from_db()
    told = {"desk": desk, "key": uuid4(), "acting_user": acting_user}
    return gesture(**told, seen=desk.decided if seen is None else seen, **said)


def send(client, desk, page=None, **typed):
    """Send a gesture, as a page just read does; `page`: one read before."""
    page = page or client.get(reverse("sorting:desk", args=[desk.theme_id]))
    text = page if isinstance(page, str) else page.content.decode()
    hidden = {
        name: re.search(rf'name="{name}" value="([^"]*)"', text)[1] for name in ("seen", "key")
    }
    address = reverse("sorting:gesture", args=[desk.theme_id])
    return client.post(address, hidden | typed)
