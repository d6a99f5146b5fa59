from django.utils.cache import add_never_cache_headers


class NothingKept:
    """What a browser shows to whoever is signed in, it does not keep: the next person at the same
    computer does not read it by going back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        # A page that did not look at the session says the same to everybody.
        if (
            "Cache-Control" not in response
            and request.session.accessed
            and request.user.is_authenticated
        ):
            add_never_cache_headers(response)
        return response
