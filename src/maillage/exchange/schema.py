"""What a table of voices holds, for machines: a Table Schema (https://specs.frictionlessdata.io)."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from maillage.exchange.columns import COLUMNS
from maillage.voices.enums import Profile, Source

SPECIFICATION = "https://specs.frictionlessdata.io/schemas/table-schema.json"
VERSION = "1.0.0"
LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
ALWAYS = {"required": True}
KINDS = {
    "identifiant": {"type": "string", "format": "uuid", "constraints": ALWAYS | {"unique": True}},
    "date": {"type": "date", "format": "%Y-%m-%d", "constraints": ALWAYS},
    "profil": {"type": "string", "constraints": ALWAYS | {"enum": Profile.values}},
    "thematique": {"type": "integer", "constraints": {"minimum": 0}},
    "territoire": {"type": "string", "constraints": {"pattern": "[a-z_]+-.+"}},
    "langue": {
        "type": "string",
        "constraints": ALWAYS | {"enum": [code for code, _name in settings.LANGUAGES]},
    },
    "recueil": {"type": "string", "constraints": ALWAYS | {"enum": Source.values}},
}


def table_schema():
    """In French, as the columns are: what leaves is the same for everyone."""
    with translation.override("fr"):
        return {
            "$schema": SPECIFICATION,
            "name": "temoignages",
            "title": _("Témoignages d’une consultation"),
            "version": VERSION,
            "fields": [
                {
                    "name": column.name,
                    "description": str(column.meaning),
                    **KINDS.get(column.name, {"type": "string"}),
                }
                for column in COLUMNS
            ],
            "missingValues": [""],
            "primaryKey": "identifiant",
        }
