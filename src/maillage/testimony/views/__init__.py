"""What every page here has in common: no account, no cookie, its own style, nothing lost."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.db import InterfaceError, OperationalError
from django.views.decorators.csrf import csrf_exempt

from maillage.testimony.frame import with_own_style
from maillage.testimony.views.kept import later


def for_everyone(view):
    """Open to all. There is no cookie to forge with: `comes_from_here` is asked instead."""

    @wraps(view)
    def kept(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except (OperationalError, InterfaceError):
            # Full, locked or away (toolbox.unavailable): what was typed is in the request.
            if request.method != "POST":
                raise
            return later(request)

    return login_not_required(csrf_exempt(with_own_style(kept)))
