"""`/territoires/`: communes and schools, and whom to ask about digital education there."""

from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.atlas import markup, words
from maillage.atlas.directory import Known, Sort, found, key_of, page_of
from maillage.atlas.forms import ContactForm
from maillage.atlas.views.tables import LONGEST
from maillage.territory.actions import keep_contact, remove_contact
from maillage.territory.models import Contact
from maillage.territory.queries import contact_of, place_of


@login_not_required
@require_safe
def places(request):
    typed = request.GET.get("q", "").strip()[:LONGEST]
    asked = request.GET.get("quoi")
    sort = Sort(asked) if asked in Sort.values else Sort.COMMUNES
    context = {"typed": typed, "sorts": Sort, "sort": sort, "previous_url": "", "next_url": ""}
    if typed:
        context["found"] = [(each.key, each.label, each.detail) for each in found(typed)]
        return render(request, "atlas/places.html", context)
    page = page_of(sort, request.GET.get("curseur", ""))
    context |= {
        "found": [(key_of(row), row.name, words.where(row)) for row in page.rows],
        "previous_url": page.has_previous and _page(sort, page.previous_cursor),
        "next_url": page.has_next and _page(sort, page.next_cursor),
    }
    return render(request, "atlas/places.html", context)


@login_not_required
@require_safe
def place(request, key):
    known = Known(_place(key), request.user)
    line = known.line
    context = {
        "known": known,
        "key": key,
        "line_url": line and markup.address_of(line.about, line.code, line.estimate.territory),
        "sentence": line and words.sentence(line),
        "schools": markup.schools_list(known.schools),
    }
    return render(request, "atlas/directory.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def contact(request, key, pk=None):
    """A new contact of the place, or one of its own to be corrected."""
    known = Known(_place(key), request.user)
    if not known.can_keep_contacts:
        raise PermissionDenied
    form = ContactForm(request.POST or None, instance=_contact(known, pk))
    if request.method == "POST" and form.is_valid():
        keep_contact(contact=form.save(commit=False), acting_user=request.user)
        messages.success(request, _("Le contact est écrit."))
        return redirect("atlas:place", key=key)
    context = {"known": known, "key": key, "form": form, "pk": pk}
    return render(request, "atlas/contact.html", context, status=422 if form.errors else 200)


@require_POST
def without_contact(request, key, pk):
    known = Known(_place(key), request.user)
    remove_contact(contact=_contact(known, pk), acting_user=request.user)
    messages.success(request, _("Le contact est retiré."))
    return redirect("atlas:place", key=key)


def _contact(known, pk):
    if pk is None:
        of = {"school": known.school} if known.school else {"territory": known.territory}
        return Contact(**of)
    contact = contact_of(pk)
    if contact is None or (contact.school or contact.territory) != (
        known.school or known.territory
    ):
        raise Http404
    return contact


def _place(key):
    place = place_of(key)
    if place is None:
        raise Http404
    return place


def _page(sort, cursor):
    return f"{reverse('atlas:places')}?{urlencode({'quoi': sort.value, 'curseur': cursor})}"
