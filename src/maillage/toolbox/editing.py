"""Edit one item of a cell in its place, without JavaScript; knows no room, only what it is given.

On the page, each item carries a small form in a <details>. Saving comes back to that place.
What cannot be saved is shown again on a page of its own, with everything that was typed.
"""

from django import forms
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from maillage.toolbox.errors import Refusal, Stale


class WordingForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Formulation"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": gettext_lazy("Écrivez une formulation, ou retirez l’élément de la feuille.")
        },
    )
    highlighted = forms.BooleanField(
        label=gettext_lazy("Soulignée dans les échanges"), required=False
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def clean_text(self):
        # One line, as in the cell of a sheet: what leaves in a document must come back the same.
        return " ".join(self.cleaned_data["text"].split())


def edit_wording(request, wording, *, reword, remove, back):
    """GET: the form alone. POST: reword, or remove if the button says so; then back to the page."""
    if request.method != "POST":
        initial = {
            "text": wording.text,
            "highlighted": wording.highlighted,
            "version": wording.version,
        }
        return _form_page(request, wording, WordingForm(initial=initial), back)
    if "remove" in request.POST:
        remove(wording=wording, acting_user=request.user)
        messages.success(request, _("L’élément est retiré de la feuille. Sa trace est gardée."))
        return HttpResponseRedirect(return_address(request, back))
    form = WordingForm(request.POST)
    if not form.is_valid():
        return _form_page(request, wording, form, back, status=422)
    return _save(request, wording, form, reword, back)


def _save(request, wording, form, reword, back):
    said = {**form.cleaned_data, "version": form.cleaned_data["version"] or 0}
    try:
        reword(wording=wording, acting_user=request.user, **said)
    except Stale as stale:
        again = WordingForm({**request.POST.dict(), "version": stale.version})
        again.is_valid()
        again.add_error("text", str(stale))
        return _form_page(request, wording, again, back, status=stale.status)
    messages.success(request, _("La formulation est enregistrée."))
    return HttpResponseRedirect(return_address(request, back))


def add_wording(request, *, add, back, title):
    """POST: add an item at the end of a cell; a mistake keeps what was typed."""
    form = WordingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("text", "highlighted")}
        add(acting_user=request.user, **said)
        messages.success(request, _("L’élément est ajouté."))
        return HttpResponseRedirect(return_address(request, back))
    back = return_address(request, back)
    context = {"form": form, "wording": None, "title": title, "back": back}
    status = 422 if form.is_bound else 200
    return render(request, "portal/wording_form.html", context, status=status)


def decide(request, *, choices, back):
    """POST `decision`: the name of one of the choices, each an action bound to its object."""
    choice = choices.get(request.POST.get("decision"))
    if choice is None:
        raise Refusal(_("Cette décision n’existe pas. Revenez à la page et choisissez un bouton."))
    choice(acting_user=request.user)
    messages.success(request, _("Votre décision est enregistrée."))
    return HttpResponseRedirect(return_address(request, back))


def return_address(request, default):
    """Where the reader was, when it is a page of ours; never another host."""
    asked = request.POST.get("back") or request.GET.get("back") or ""
    ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None) and asked.startswith("/")
    return asked if ours else default


def _form_page(request, wording, form, back, status=200):
    context = {
        "form": form,
        "wording": wording,
        "title": _("Modifier : %(label)s") % {"label": _(wording.label)},
        "back": return_address(request, back),
    }
    return render(request, "portal/wording_form.html", context, status=status)
