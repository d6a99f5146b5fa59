"""What lets a phone keep the form, and what was written in it, where there is no network."""

from csp.decorators import csp_update
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from maillage.testimony.frame import WORKER
from maillage.toolbox.templatetags.maillage_components import ICON_URI


# A worker has the policy of its own script: it asks this site for the form, and nothing else.
@login_not_required
@csp_update({"connect-src": ["'self'"]})
@require_safe
@cache_control(no_cache=True)
def worker(request):
    return HttpResponse(WORKER, content_type="text/javascript; charset=utf-8")


@login_not_required
@require_safe
@cache_control(public=True, max_age=86_400)
def manifest(request):
    """Installed, it is a form that opens without a network."""
    address = reverse("testimony:form")
    told = {
        "name": f"{_('Je témoigne')} | {settings.SITE_NAME}",
        "short_name": _("Je témoigne"),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": address,
        "scope": address,
        "display": "standalone",
        "background_color": "#fbfaf6",
        "theme_color": "#0b5a55",
        "icons": [{"src": ICON_URI, "sizes": "any", "type": "image/svg+xml"}],
    }
    return JsonResponse(told, content_type="application/manifest+json")
