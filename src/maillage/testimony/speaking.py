"""One visitor's way through the form: what they typed, what was understood, and the next page."""

import uuid
from functools import cached_property

from django.core.cache import caches
from django.utils.translation import get_language

from maillage.testimony import frame, places, seal
from maillage.testimony.forms import ClassForm, TestimonyForm
from maillage.testimony.queries import ABOUT, remembered_themes, themes_of
from maillage.testimony.receipts import HEADINGS
from maillage.voices.queries import pieces_of

# Where the key and its seal stand in a form that was made once for everybody.
KEY_HERE, SEAL_HERE = "00000000-0000-0000-0000-000000000000", "-seal-"


class Visit:
    def __init__(self, request, consultation, others=(), class_code=None):
        self.typed = request.POST
        self.consultation, self.others, self.class_code = consultation, others, class_code
        self.network = request.META.get("REMOTE_ADDR", "")
        self.in_language = frame.in_language(request)
        self.address = request.path + self.in_language
        classe = {"classe": class_code.code} if class_code is not None else {}
        # Written in the address by the page that leads here, then carried by the form.
        self.sealed_about = request.POST.get("about") or request.GET.get(ABOUT, "")
        self.about = seal.read_about(self.sealed_about)
        about = {ABOUT: self.sealed_about} if self.about else {}
        self.languages = frame.other_languages(request, **classe, **about)

    @cached_property
    def themes(self):
        chosen = self.typed.get("theme")
        return (
            remembered_themes(self.consultation, chosen) if chosen else themes_of(self.consultation)
        )

    @cached_property
    def form(self):
        return self._made(data=self.typed)

    @cached_property
    def key(self):
        """Drawn by the page, and sent back by it: one key, one testimony."""
        try:
            return uuid.UUID(self.typed.get("key", ""))
        except ValueError:
            return uuid.uuid4()

    @cached_property
    def is_paced(self):
        return seal.is_paced(self.key, self.typed.get("seal", ""))

    @cached_property
    def where(self):
        if self.class_code is not None:
            return places.of_class(self.class_code)
        told = self.form.cleaned_data
        return places.understood(
            told["place"],
            key=told["place_key"],
            chosen_for=told["place_for"],
            consultation=self.consultation,
        )

    @cached_property
    def said(self):
        return self.form.said(where=self.where, language=get_language())

    @cached_property
    def flags(self):
        """Looked for by the page that showed them, or here."""
        shown = seal.shown_flags(self.said.digest, self.typed.get("shown", ""))
        return self.said.flags if shown is None else shown

    @property
    def is_suspect(self):
        return bool(self.typed.get("website"))

    def blank(self):
        """The empty form, made once for each consultation and language; its key is its own."""
        if self.about is not None:
            form, key = self._made(initial=self._begun()), uuid.uuid4()
            return frame.page("testimony/form.html", self._asking(form, key, seal.sealed(key)))
        told = (
            get_language(),
            self.address,
            self.class_code and self.class_code.code,
            self.consultation.pk,
            self.consultation.title,
            self.consultation.question,
            *((theme.number, theme.title) for theme in self.themes),
            *((other.slug, other.title) for other in self.others),
        )
        pages, key = caches["pages"], f"testimony:{hash(told)}"
        html = pages.get(key)
        if html is None:
            form = self._made()
            html = frame.rendered("testimony/form.html", self._asking(form, KEY_HERE, SEAL_HERE))
            pages.set(key, html)
        drawn = uuid.uuid4()
        return frame.kept(html.replace(KEY_HERE, str(drawn)).replace(SEAL_HERE, seal.sealed(drawn)))

    def ask_again(self, status=422):
        """The form with what was typed, and what to correct when it was sent to be read."""
        form = self._made(initial=self.typed.dict()) if status == 200 else self.form
        context = self._asking(form, self.key, self._seal(), self.typed.get("website", ""))
        return frame.page("testimony/form.html", context, status)

    def show(self, notice=None, status=200, key=None):
        """What was understood, to be confirmed. `key`: another one, where theirs is taken."""
        told = self._told()
        context = {
            **self._around(key or self.key, self._seal(key)),
            "where": self.where,
            "theme": self.form.themes.get(self.form.cleaned_data["theme"]),
            "profile": "" if self.class_code else self.said.profile.label,
            "told": told,
            "is_marked": any(
                kind for _, texts, _ in told for pieces in texts for _, kind in pieces
            ),
            "hidden": self._hidden(),
            "notice": notice,
            "shown": seal.flags_shown(self.said.digest, self.said.flags),
        }
        return frame.page("testimony/recap.html", context, status)

    def _begun(self):
        """What is known already of where, and of what."""
        where = {"place": self.about.place, "place_for": self.about.place}
        return {**where, "place_key": self.about.place_key, "theme": self.about.theme}

    def _made(self, **options):
        kind = ClassForm if self.class_code is not None else TestimonyForm
        return kind(themes=self.themes, **options)

    def _seal(self, key=None):
        if key is None and self.is_paced:
            return self.typed["seal"]
        return seal.sealed(key or self.key)

    def _around(self, key, own_seal):
        return {
            "consultation": self.consultation,
            "address": self.address,
            "key": key,
            "seal": own_seal,
            "class_code": self.class_code.code if self.class_code is not None else "",
            "about": self.about,
            "sealed_about": self.sealed_about,
        }

    def _asking(self, form, key, own_seal, website=""):
        around = self._around(key, own_seal)
        return {
            **around,
            "form": form,
            "others": self.others,
            "languages": self.languages,
            "website": website,
        }

    def _told(self):
        """(heading, what was answered, whether it is a list): what everyone will read."""
        answers = self.form.cleaned_data
        return [
            (heading, [pieces_of(text) for text in _texts(answer)], type(answer) is tuple)
            for name, heading in HEADINGS.items()
            if (answer := answers.get(name))
        ]

    def _hidden(self):
        """All that was typed, under its names, but what the page asks for or draws again."""
        asked = (*self.form.fields.keys() - {"place_key", "place_for"}, "website")
        told = {name: self.typed[name] for name in asked if name in self.typed}
        if self.class_code is None:
            told |= {"place_for": self.form.cleaned_data["place"]}
            if not self.where.candidates:
                told["place_key"] = self.where.key
        return told.items()


def _texts(answer):
    return answer if type(answer) is tuple else [line for line in answer.split("\n") if line]
