"""A class speaks with the code its teacher was given: no name, no address, no account."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from maillage.testimony import access, actions, frame, queries
from maillage.testimony.codes import read_class_code
from maillage.testimony.forms import ClassCodeForm
from maillage.testimony.receipts import picture_of
from maillage.testimony.views import for_everyone


def class_code_of(request):
    """(the code that this visit carries, whether it carries one that serves no more)."""
    typed = request.POST.get("class_code") or request.GET.get("classe", "")
    if not typed:
        return None, False
    code = read_class_code(typed)
    found = queries.class_code_named(code) if code else None
    # One that ends while a class is writing still receives what they write.
    is_late = request.method == "POST"
    if found is None or not found.is_usable(late=is_late):
        return None, True
    return found, False


@for_everyone
@require_safe
def class_code(request):
    """Where a pupil types the code that is on the board."""
    return ask_for_a_code(request, is_wrong=False)


def ask_for_a_code(request, *, is_wrong):
    """A code that serves no more loses nothing: another one sends what was typed."""
    typed = [item for item in request.POST.items() if item[0] not in {"class_code", "step"}]
    context = {
        "is_wrong": is_wrong,
        "typed": typed,
        "address": frame.address_of(request),
        "languages": frame.other_languages(request),
    }
    return frame.page("testimony/class_code.html", context, 422 if is_wrong else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def class_codes(request):
    """For staff: the codes of their territories, and a new one."""
    if not access.gives_class_codes(request.user):
        raise PermissionDenied
    asked = {"user": request.user, "consultations": queries.open_consultations()}
    if request.method != "POST":
        return _list(request, ClassCodeForm(**asked))
    form = ClassCodeForm(data=request.POST, **asked)
    if not form.is_valid():
        return _list(request, form, status=422)
    told = form.cleaned_data
    where = told.pop("place")
    code = actions.create_class_code(
        **told, territory=where.territory, school=where.school, acting_user=request.user
    )
    return redirect("testimony:class_sheet", code.pk)


def _list(request, form, status=200):
    page = queries.page_of_class_codes(request.user, request.GET.get("curseur", ""))
    here = reverse("testimony:class_codes")
    context = {
        "form": form,
        "page": page,
        "previous_url": page.has_previous and f"{here}?curseur={page.previous_cursor}",
        "next_url": page.has_next and f"{here}?curseur={page.next_cursor}",
    }
    return render(request, "testimony/class_codes.html", context, status=status)


@require_safe
def class_sheet(request, pk):
    """One code on one page, to be printed or shown to the class."""
    code = get_object_or_404(queries.class_codes_visible_to(request.user), pk=pk)
    asked = urlencode({"classe": code.code})
    address = request.build_absolute_uri(f"{reverse('testimony:form')}?{asked}")
    context = {
        "code": code,
        "address": request.build_absolute_uri(reverse("testimony:class_code")),
        "picture": picture_of(address),
        "is_usable": code.is_usable(),
    }
    return render(request, "testimony/class_sheet.html", context)


@require_POST
def revoke_class_code(request, pk):
    code = get_object_or_404(queries.class_codes_visible_to(request.user), pk=pk)
    actions.revoke_class_code(class_code=code, acting_user=request.user)
    messages.success(request, _("Ce code ne sert plus. Ce qui a été dit avec lui reste."))
    return redirect("testimony:class_codes")
