"""How often something came from one network lately: enough to slow a robot, too little to know who.

Counted in the cache that servers share, under a digest that expires: an address is never kept. A
school has one network for five hundred people: whoever asks says how many is too many there.
"""

import ipaddress

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac


def network_of(request: HttpRequest) -> str:
    """The network of whoever asks: a robot has a whole one, where a person has an address."""
    try:
        found = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return "unknown"
    width = 24 if found.version == 4 else 48
    return str(ipaddress.ip_network(f"{found}/{width}", strict=False))


def digest_of(what: str, *told: object) -> str:
    message = ":".join(map(str, told))
    return salted_hmac(f"maillage.pace.{what}", message, algorithm="sha256").hexdigest()


def too_many(request: HttpRequest, what: str, *, most: int, seconds: int) -> bool:
    """Count one more, and say whether it is one too many in this window of `seconds`."""
    window = int(timezone.now().timestamp() // seconds)
    key = f"pace:{digest_of(what, network_of(request), window)}"
    if cache.add(key, 1, seconds):
        return most < 1
    try:
        return cache.incr(key) > most
    except ValueError:  # it expired just now: the next one opens another window
        return False
