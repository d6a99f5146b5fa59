"""`/donnees/`: what is published, for everyone; files of voices, for whoever answers for them."""

import hashlib
from typing import NamedTuple

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    conditional_page,
    etag,
    require_http_methods,
    require_safe,
)

from maillage.audit.queries import standing
from maillage.exchange import access, actions, exports, queries
from maillage.exchange.columns import COLUMNS
from maillage.exchange.enums import Format
from maillage.exchange.errors import Unreadable
from maillage.exchange.forms import ColumnsForm, FileForm
from maillage.exchange.importing import asks_for_columns, columns_of, examine, faults_of
from maillage.exchange.schema import LICENCE_URL, table_schema
from maillage.toolbox.listing import Page, keyset_page
from maillage.voices.filters import Filters
from maillage.voices.lists import RETEX_CHOICES, retex_asked_for, surroundings
from maillage.voices.models import Consultation

FAULTS_SHOWN = 50
PACKED = (Format.CSV, Format.JSONL)


@login_not_required
@require_safe
@conditional_page
def home(request):
    """What can be taken, cut as one wants it, and what each column says."""
    asked = _asked_for(request)
    count, last = queries.edition(asked.found, asked.key)
    context = {
        **surroundings(asked.filters, Page([]), *RETEX_CHOICES),
        **asked._asdict(),
        "consultation_title": asked.consultation.title,
        "found": count,
        "last": last,
        "today": timezone.localdate(),
        "columns": COLUMNS,
        "formats": Format,
        "packed": PACKED,
        "licence_url": LICENCE_URL,
        "can_import": access.can_import(request.user, asked.consultation),
        "can_export_everything": access.can_export_everything(request.user, asked.consultation),
    }
    return render(request, "exchange/home.html", context)


@login_not_required
@require_safe
def published(request, file_format, *, is_packed=False):
    """Sent again only when something was recorded since."""
    state = _state(request)

    @etag(lambda request: state)
    def answer(request):
        asked = _asked_for(request)
        sent = _file(request, asked.consultation, asked.found, file_format, "publie", is_packed)
        sent["Link"] = f'<{LICENCE_URL}>; rel="license"'
        return sent

    return answer(request)


@login_not_required
@require_safe
@conditional_page
def schema(request):
    return JsonResponse(table_schema(), json_dumps_params={"ensure_ascii": False, "indent": 1})


@require_safe
def everything(request, file_format):
    """Those not published too; the trail says who took them."""
    consultation = _consultation(request)
    if file_format not in Format.values:
        raise Http404
    actions.note_export(consultation=consultation, acting_user=request.user)
    return _file(request, consultation, queries.everything(consultation), file_format, "tout")


@require_http_methods(["GET", "HEAD", "POST"])
def deposit(request):
    """Drop a file; nothing is written before its reader says yes."""
    consultation = _consultation(request)
    if not access.can_import(request.user, consultation):
        raise PermissionDenied
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        batch = actions.keep_batch(
            consultation=consultation,
            name=file.name,
            pieces=file.chunks(),
            acting_user=request.user,
        )
        after = "exchange:columns" if asks_for_columns(batch) else "exchange:batch"
        return redirect(after, batch.token)
    return _desk(request, form)


def _desk(request, form, status=None):
    cursor = request.GET.get("curseur", "")
    page = keyset_page(queries.batches_visible_to(request.user), order=("-pk",), cursor=cursor)
    context = {
        "form": form,
        "batches": page.rows,
        "previous_url": page.has_previous and f"?curseur={page.previous_cursor}",
        "next_url": page.has_next and f"?curseur={page.next_cursor}",
    }
    status = status or (422 if form.is_bound else 200)
    return render(request, "exchange/deposit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def batch(request, token):
    """What the file would do; then, on a yes, all of it or nothing."""
    held = get_object_or_404(queries.batches_visible_to(request.user), token=token)
    if "undo" in request.POST:
        actions.undo_batch(batch=held, acting_user=request.user)
        messages.success(request, _("L’import est annulé : ses témoignages ont été retirés."))
        return redirect("exchange:deposit")
    if held.imported_at is not None:
        return render(request, "exchange/imported.html", {"batch": held})
    if "discard" in request.POST:
        actions.forget_batch(batch=held, acting_user=request.user)
        messages.success(request, _("Le fichier est oublié. Rien n’a été enregistré."))
        return redirect("exchange:deposit")
    if "confirm" in request.POST:
        return _import(request, held)
    return _preview(request, held)


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request, token):
    """Which column of the file is which of ours, by hand."""
    held = get_object_or_404(queries.batches_visible_to(request.user), token=token)
    if held.imported_at is not None:
        raise Http404
    mapping, samples = columns_of(held)
    form = ColumnsForm(request.POST or None, mapping=mapping, samples=samples)
    if form.is_valid():
        actions.choose_columns(batch=held, chosen=form.chosen, acting_user=request.user)
        return redirect("exchange:batch", held.token)
    context = {"batch": held, "form": form, "count": len(mapping.undecided)}
    status = 422 if form.is_bound else 200
    return render(request, "exchange/columns.html", context, status=status)


def _import(request, held):
    publish = "publish" in request.POST
    imported = actions.import_batch(batch=held, publish=publish, acting_user=request.user)
    actions.forget_batch(batch=imported, acting_user=request.user)
    messages.success(request, _("Tout est enregistré."))
    return redirect("exchange:batch", held.token)


def _preview(request, held):
    try:
        report = examine(held)
    except Unreadable as reason:
        actions.forget_batch(batch=held, acting_user=request.user)
        form = FileForm({}, {})
        form.errors.clear()
        form.add_error("file", f"{held.file_name} : {reason}")
        return _desk(request, form, 422)
    if report.undecided or not report.mapping.says_something:
        return redirect("exchange:columns", held.token)
    context = {
        "batch": held,
        "report": report,
        "faults": report.faults[:FAULTS_SHOWN],
        "are_all_shown": report.faulty <= FAULTS_SHOWN,
    }
    return render(request, "exchange/preview.html", context, status=422 if report.faults else 200)


@require_safe
def faults(request, token):
    """Every line to correct, as a table to work from."""
    held = get_object_or_404(queries.batches_visible_to(request.user), token=token)
    if held.imported_at is not None:
        raise Http404
    answer = StreamingHttpResponse(
        exports.faults_written(faults_of(held)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = 'attachment; filename="a-corriger.csv"'
    return answer


class _Asked(NamedTuple):
    """`address`: the filters, to be kept in links; `key`: what this cut is known by."""

    consultation: Consultation
    filters: Filters
    found: QuerySet
    can_filter: bool
    is_held: bool
    address: str
    key: str


def _asked_for(request):
    """The published ones that the address names."""
    consultation = _consultation(request)
    filters, *choices = retex_asked_for(request)
    found, is_held, can_filter = queries.published(consultation), False, False
    if filters.consultation == consultation:
        can_filter = True
        found, is_held = queries.narrowed(found, filters, *choices)
    address = filters.address() if can_filter and filters.kept else ""
    key = hashlib.sha256(f"{consultation.pk}{address}".encode()).hexdigest()
    return _Asked(consultation, filters, found, can_filter, is_held, address, key)


def _state(request):
    told = (settings.VERSION, standing(), request.get_full_path(), get_language())
    return f'"{hashlib.sha256(repr(told).encode()).hexdigest()[:32]}"'


def _consultation(request):
    found = queries.consultation_named(request.user, request.GET.get("consultation"))
    if found is None:
        raise Http404
    return found


def _file(request, consultation, found, file_format, what, is_packed=False):
    if file_format not in Format.values:
        raise Http404
    kind = exports.GZIP if is_packed else exports.CONTENT_TYPES[Format(file_format)]
    pieces = exports.written(found, file_format, is_packed=is_packed)
    answer = StreamingHttpResponse(pieces, content_type=kind)
    name = f"{consultation.slug}-{what}-{timezone.localdate():%Y-%m-%d}.{file_format}"
    name += ".gz" if is_packed else ""
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    if is_packed or file_format == Format.XLSX:
        # Packed already: the middleware that packs pages looks here before it does it again.
        request.META.pop("HTTP_ACCEPT_ENCODING", None)
    return answer
