"""The last RETEX of a list, for whoever follows it from elsewhere (RFC 4287)."""

import datetime as dt
import re

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.timezone import get_current_timezone, localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

ATOM = "application/atom+xml; charset=utf-8"
FEED_SIZE = 30
LICENCE = "Licence Ouverte 2.0"
NOON = dt.time(12)
# XML has no way to write them.
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


class _Feed(Atom1Feed):
    """`as_of`: the feed as it was at the last entry, so that the same one is the same bytes."""

    def latest_post_date(self):
        return self.feed["as_of"]

    def item_attributes(self, item):
        told = {"xml:lang": item["language"]}
        return told if item["language"] != self.feed["language"] else {}


def atom(request, filters, rows):
    """`rows`: as the list shows them. Nothing that the page of each does not say to everyone."""
    opened, asked = filters.consultation.opened_at, filters.address() if filters.kept else ""
    days = [_moment(row["told_at"]) for row in rows]
    feed = _Feed(
        title=_title(filters),
        link=request.build_absolute_uri(reverse("voices:retours") + asked),
        description=None,
        subtitle=_("Ce que le terrain a vécu, raconté par celles et ceux qui l’ont vécu."),
        language=get_language(),
        author_name=settings.SITE_NAME,
        feed_url=request.build_absolute_uri(),
        feed_guid=request.build_absolute_uri(reverse("voices:feed") + asked),
        feed_copyright=LICENCE,
        as_of=max(days, default=_moment(opened or timezone.now())),
    )
    for row, day in zip(rows, days, strict=True):
        address = request.build_absolute_uri(row["url"])
        feed.add_item(
            title=_clean(row["title"] or row["excerpt"]),
            link=address,
            description=escape(_clean(row["excerpt"])),
            unique_id=address,
            author_name=_author(row),
            pubdate=day,
            updateddate=day,
            language=row["language"],
        )
    return feed.writeString("utf-8")


def _title(filters):
    told = [filters.consultation.title]
    if filters.theme:
        told.append(_("Thématique %(number)s") % {"number": filters.theme.number})
    if filters.territory:
        told.append(filters.territory.name)
    return " · ".join(told)


def _author(row):
    told = (row["who"], row["place"]) if row["workshop_id"] is None else (row["workshop_title"],)
    return ", ".join(_clean(str(each)) for each in told if each)


def _moment(told_at):
    """A day: the minute would tell whoever saw somebody write."""
    return dt.datetime.combine(localdate(told_at), NOON, get_current_timezone())


def _clean(text):
    return UNWRITABLE.sub("", text)
