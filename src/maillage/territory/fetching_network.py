"""The internet as we ask it: https, public addresses, and no answer that leads within."""

import http.client
import ipaddress
import ssl
import urllib.error
import urllib.request
from urllib.parse import urlsplit

# Publishers ask whoever takes their files by program to say so.
AGENT = "maillage (logiciel libre de consultations publiques)"
TIMEOUT = 30
# Answers after which it is worth asking again.
BUSY = {408, 425, 429, 500, 502, 503, 504}


class Refused(Exception):
    """What asking again will not change."""


class Busy(OSError):
    """What it may."""


class _PublicConnection(http.client.HTTPSConnection):
    """Where a name leads is looked at once connected: it may change between two questions."""

    def connect(self):
        http.client.HTTPConnection.connect(self)
        peer = ipaddress.ip_address(self.sock.getpeername()[0].partition("%")[0])
        # Through a proxy, it is the proxy that is reached, and it may be near.
        if not (peer.is_global or self._tunnel_host):
            self.close()
            raise Refused(f"l’adresse mène à {peer}, hors de l’internet public")
        self.sock = ssl.create_default_context().wrap_socket(
            self.sock, server_hostname=self._tunnel_host or self.host
        )


class _PublicHandler(urllib.request.HTTPSHandler):
    def https_open(self, request):
        return self.do_open(_PublicConnection, request)


class _Redirects(urllib.request.HTTPRedirectHandler):
    def __init__(self, mirror):
        self._mirror = mirror

    def redirect_request(self, request, answer, code, message, headers, address):
        try:
            refuse_unless_public(address, self._mirror)
        except Refused:
            answer.close()
            raise
        return super().redirect_request(request, answer, code, message, headers, address)


def refuse_unless_public(address, mirror):
    parts = urlsplit(address)
    if mirror and parts[:2] == urlsplit(mirror)[:2]:
        return
    if parts.scheme != "https":
        raise Refused(f"{address} n’est pas en https")
    try:
        host = ipaddress.ip_address(parts.hostname or "")
    except ValueError:
        return
    if not host.is_global:
        raise Refused(f"{address} est hors de l’internet public")


class Network:
    """`mirror`: under which the publishers' addresses are copied, by host; its own is trusted."""

    def __init__(self, mirror=""):
        self._mirror = mirror.rstrip("/")
        self._opener = urllib.request.OpenerDirector()
        for handler in (
            urllib.request.ProxyHandler(),
            urllib.request.HTTPHandler(),
            _PublicHandler(),
            _Redirects(self._mirror),
            urllib.request.HTTPDefaultErrorHandler(),
            urllib.request.HTTPErrorProcessor(),
        ):
            self._opener.add_handler(handler)

    def ask(self, address, headers=()):
        """The answer, or None when what is held is what is published (304)."""
        if self._mirror:
            address = f"{self._mirror}/{address.partition('://')[2]}"
        refuse_unless_public(address, self._mirror)
        # Its scheme was just looked at.
        request = urllib.request.Request(address)  # noqa: S310
        known = {"User-Agent": AGENT, "Accept-Encoding": "identity", **dict(headers)}
        for name, value in known.items():
            request.add_header(name, value)
        try:
            return self._opener.open(request, timeout=TIMEOUT)
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 304:
                return None
            said = f"le serveur répond {error.code}"
            if error.code in BUSY:
                raise Busy(said) from None
            raise Refused(said) from None
