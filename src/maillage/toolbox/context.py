from django.conf import settings
from django.http import HttpRequest

from maillage.toolbox.language import language_links, speaks_every_language


def page(request: HttpRequest) -> dict[str, object]:
    """What `portal/base.html` shows on every page (docs/look.md). No query: it is on every page.

    A view that knows the consultation overrides `consultation_title`.
    """
    return {
        "site_name": settings.SITE_NAME,
        "consultation_title": "",
        "version": settings.VERSION,
        "demo": settings.DEMO,
        "stages": [
            {"number": number, "title": title, "url": url, "current": request.path.startswith(url)}
            for number, title, url in settings.STAGES
        ],
        "footer_links": [{"title": title, "url": url} for title, url in settings.FOOTER_LINKS],
        "languages": language_links(request),
        "every_language": speaks_every_language(request),
        "speak_url": settings.SPEAK_URL,
        "search_url": settings.SEARCH_URL,
        "login_url": settings.LOGIN_URL,
        "logout_url": settings.LOGOUT_URL,
        "account_url": settings.ACCOUNT_URL,
    }
