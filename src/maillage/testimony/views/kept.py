"""Pages that cannot receive now, and hold what was typed. They ask the database nothing."""

from maillage.testimony import frame
from maillage.toolbox.unavailable import RETRY_AFTER_SECONDS

WORDS = ("strengths", "irritants", "title", "text", "links")


def later(request):
    """Too busy: the same page sends again what it holds, with the same key."""
    answer = frame.page("testimony/later.html", _typed(request), 503)
    answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return answer


def not_open(request, consultation):
    """Closed, in preparation, or none at all."""
    context = {**_typed(request), "consultation": consultation}
    return frame.page("testimony/not_open.html", context, 409 if request.POST else 200)


def _typed(request):
    typed = request.POST
    return {
        "address": frame.address_of(request),
        "hidden": [(name, value) for name, value in typed.items() if name != "step"],
        "words": [typed[name] for name in WORDS if typed.get(name, "").strip()],
    }
