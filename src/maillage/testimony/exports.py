"""The form on paper: A4, tagged PDF, drawn by typst from data."""

import io
import json
from pathlib import Path

import segno
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from maillage.testimony.paper import Copy
from maillage.voices.enums import Profile

SOURCE = Path(__file__).parent / "data" / "paper.typ"
# A workshop speaks together, and "partner" alone is what files from elsewhere say.
NOT_ONE_PERSON = {Profile.WORKSHOP, Profile.PARTNER}


def paper_form(*, consultation, themes, address, copies=()):
    """A PDF. `address`: of the form online; `copies`: numbered ones, or one that is not."""
    import typst  # 10 MB of engine: only when a PDF is asked for

    content = paper_content(consultation, themes, address, copies or [Copy()])
    return bytes(
        typst.compile(
            SOURCE.read_bytes(),
            sys_inputs={"form": json.dumps(content, ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=0,
        )
    )


def paper_content(consultation, themes, address, copies):
    return {
        "lang": (get_language() or "fr").split("-")[0],
        "rtl": get_language_bidi(),
        "title": consultation.title,
        "question": consultation.question,
        "how": _(
            "Écrivez comme vous parlez. Rien n’est obligatoire. N’écrivez le nom de personne."
        ),
        "address": address.split("://")[-1].rstrip("/"),
        "qr": qr_code(address),
        "qr_alt": _("Code à flasher pour répondre en ligne : %(address)s") % {"address": address},
        "profiles": [str(each.label) for each in Profile if each not in NOT_ONE_PERSON],
        "themes": [*(theme.title for theme in themes), _("Je ne sais pas")],
        "words": paper_words(),
        "notice": _(
            "Ce que vous écrivez sera lu, puis publié sans votre nom. Vous pourrez le corriger ou "
            "le retirer."
        ),
        "copies": [copy._asdict() for copy in copies],
    }


def paper_words():
    return {
        "serial": _("Formulaire n°"),
        "profile": _("Qui êtes-vous ? Cochez une case."),
        "place": _("Où cela se passe-t-il ? Une commune, une école, un collège ou un lycée."),
        "theme": _("De quoi parlez-vous ? Cochez une case."),
        "strengths": _("Ce qui a bien marché. Une idée par ligne."),
        "irritants": _(
            "Ce qui n’a pas marché, ou que vous auriez voulu éviter. Une idée par ligne."
        ),
        "story": _("Racontez, si vous voulez. Vous pouvez écrire au dos."),
        "tear": _("À détacher et à garder."),
        "receipt": _("Votre récépissé :"),
        "follow": _(
            "Avec ce code, vous saurez ce que devient votre témoignage, sur la page « Ma parole »."
        ),
    }


def qr_code(address):
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn, kind="svg", border=2, xmldecl=False, svgns=True, nl=False
    )
    return drawn.getvalue().decode()
