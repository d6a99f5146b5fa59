"""The lobby: the front page, the thread of anything, what a public service owes."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from maillage.portal import queries
from maillage.portal.gallery import gallery_context
from maillage.portal.thread import thread_of


@login_not_required
@require_safe
def home(request):
    return render(request, "portal/home.html", queries.front_page(request.user))


@login_not_required
@require_safe
def thread(request, kind, pk):
    things = queries.with_thread(request.user).get(kind)
    if things is None:
        raise Http404
    thing = get_object_or_404(things, pk=pk)
    context = {"thread": thread_of(kind, thing), "thing": thing, "kind": kind}
    return render(request, "portal/thread.html", context)


@login_not_required
@require_safe
def accessibility(request):
    return render(request, "portal/accessibility.html")


@login_not_required
@require_safe
def gallery(request):
    return render(request, "portal/gallery.html", gallery_context())
