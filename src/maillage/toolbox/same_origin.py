"""Was this form sent from one of our pages? For forms that anyone sends without a cookie.

A token against forgery needs a cookie, and protects an account: here there is neither. What is left
to stop is another site that makes its visitors' browsers speak here, and browsers say so.
"""

from django.http import HttpRequest

FROM_HERE = {"same-origin", "none"}  # none: typed or restored by the reader themselves


def comes_from_here(request: HttpRequest) -> bool:
    """False when the browser says otherwise. Old ones say nothing, and are believed."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in FROM_HERE
    origin = request.headers.get("Origin")
    # The scheme is left out: a proxy that nobody declared may speak HTTPS for us.
    return origin is None or origin.partition("://")[2] == request.get_host()
