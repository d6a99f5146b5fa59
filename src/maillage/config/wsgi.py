"""For a WSGI server of your choice; `maillage serve` does the same with waitress."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "maillage.config.settings.base")
django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402

from maillage.config.serving import collect_static  # noqa: E402

collect_static()
application = get_wsgi_application()
