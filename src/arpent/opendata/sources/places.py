"""Where people find a connection and somebody to help."""

from arpent.opendata import _fields as fields
from arpent.opendata._shape import (
    OPEN_LICENCE,
    Source,
    Values,
    column,
    of_commune,
    of_department,
    optional,
)


def _library_department(values: Values) -> str:
    declared = of_department("department", "commune")(values)
    if declared or not values.get("postcode"):
        return declared
    # Corsica's postcodes do not tell its two départements apart.
    code = fields.department_of(values["postcode"])
    return "" if code == "20" else code


LIBRARIES = Source(
    "bibliotheques",
    "Adresses des bibliothèques publiques",
    "Ministère de la Culture",
    OPEN_LICENCE,
    "https://data.culture.gouv.fr/explore/dataset/adresses-des-bibliotheques-publiques/",
    (
        column("id", fields.text(40), "code bib", "code bibliotheque", filled=True),
        column("name", fields.text(), "nom de l etablissement", "libelle1"),
        column("kind", fields.text(80), "type adresse", "type d adresse", filled=True),
        optional("department", fields.department, "code departement"),
        optional("commune", fields.commune, "insee", "code insee"),
        optional("postcode", fields.postcode, "cp", "code postal"),
        optional("town", fields.text(), "ville"),
        column("latitude", fields.latitude),
        column("longitude", fields.longitude),
        optional("seats", fields.count, "nombre de places"),
        optional("wifi", fields.boolean, "connexion wi fi", "connexion wifi", "wifi"),
        optional("sunday", fields.boolean, "ouverture le dimanche"),
        optional("hours", fields.decimal, "amplitude horaire"),
        optional("address", fields.text(), "adresse", "voie"),
    ),
    _library_department,
    key=("id",),
)
FRANCE_SERVICES = Source(
    "france-services",
    "Liste des France services",
    "Agence nationale de la cohésion des territoires",
    OPEN_LICENCE,
    "https://www.data.gouv.fr/fr/datasets/liste-des-structures-france-services/",
    (
        column("id", fields.text(40), "id fs", filled=True),
        column("department", fields.department, "insee dep"),
        column("name", fields.text(), "lib fs", filled=True),
        column("commune", fields.commune, "insee com"),
        optional("postcode", fields.postcode, "code postal"),
        column("latitude", fields.latitude),
        column("longitude", fields.longitude),
        column("format", fields.text(60), "format fs"),
        *(
            optional(ours, fields.text(120), theirs)
            for ours, theirs in (
                ("monday", "h lundi"),
                ("tuesday", "h mardi"),
                ("wednesday", "h mercredi"),
                ("thursday", "h jeudi"),
                ("friday", "h vendredi"),
                ("saturday", "h samedi"),
            )
        ),
        optional("address", fields.text(), "adresse"),
        optional("town", fields.text(), "lib com"),
        optional("phone", fields.text(60), "telephone"),
        optional("mails", fields.text(), "mail"),
    ),
    of_department("department", "commune"),
    key=("id",),
)


def _mediation_department(values: Values) -> str:
    if values.get("insee"):
        return of_commune("insee")(values)
    code = fields.department_of(values["postcode"])
    return "" if code == "20" else code


MEDIATION = Source(
    "mediation-numerique",
    "Lieux de médiation numérique",
    "Coopérative La Mednum",
    OPEN_LICENCE,
    "https://www.data.gouv.fr/fr/datasets/lieux-de-mediation-numerique-cartographie-nationale/",
    (
        column("id", fields.text(200), filled=True),
        column("pivot", fields.text(14), filled=True),
        column("name", fields.text(), "nom", filled=True),
        column("town", fields.text(), "commune", filled=True),
        column("postcode", fields.postcode, "code postal", filled=True),
        optional("insee", fields.commune, "code insee"),
        column("address", fields.text(), "adresse", filled=True),
        optional("latitude", fields.latitude),
        optional("longitude", fields.longitude),
        optional("kinds", fields.text(), "typologie"),
        optional("hours", fields.text(500), "horaires"),
        column("updated", fields.date, "date maj", filled=True),
        optional("services", fields.text(1000)),
        optional("public", fields.text(1000), "publics specifiquement adresses"),
        optional("fees", fields.text(300), "frais a charge"),
        optional("help", fields.text(500), "modalites accompagnement"),
        optional("complement", fields.text(), "complement adresse"),
        optional("phone", fields.text(60), "telephone"),
        optional("mails", fields.text(1000), "courriels"),
        optional("site", fields.text(1000), "site web"),
        optional("summary", fields.text(1000), "presentation resume"),
        optional("detail", fields.text(10_000), "presentation detail"),
        optional("source", fields.text()),
        optional("itinerant", fields.text(40), "itinerance"),
        optional("parent", fields.text(), "structure parente"),
        optional("care", fields.text(1000), "prise en charge specifique"),
        optional("programmes", fields.text(1000), "dispositif programmes nationaux"),
        optional("trainings", fields.text(1000), "formations labels"),
        optional("other_trainings", fields.text(1000), "autres formations labels"),
        optional("access", fields.text(500), "modalites acces"),
        optional("accessible", fields.text(1000), "fiche acces libre"),
        optional("booking", fields.text(1000), "prise rdv"),
    ),
    _mediation_department,
    key=("id",),
)
# Ours to the schema's, in its order.
MEDIATION_COLUMNS = {
    "id": "id",
    "pivot": "pivot",
    "name": "nom",
    "town": "commune",
    "postcode": "code_postal",
    "insee": "code_insee",
    "address": "adresse",
    "complement": "complement_adresse",
    "latitude": "latitude",
    "longitude": "longitude",
    "kinds": "typologie",
    "phone": "telephone",
    "mails": "courriels",
    "site": "site_web",
    "hours": "horaires",
    "summary": "presentation_resume",
    "detail": "presentation_detail",
    "source": "source",
    "itinerant": "itinerance",
    "parent": "structure_parente",
    "updated": "date_maj",
    "services": "services",
    "public": "publics_specifiquement_adresses",
    "care": "prise_en_charge_specifique",
    "fees": "frais_a_charge",
    "programmes": "dispositif_programmes_nationaux",
    "trainings": "formations_labels",
    "other_trainings": "autres_formations_labels",
    "access": "modalites_acces",
    "help": "modalites_accompagnement",
    "accessible": "fiche_acces_libre",
    "booking": "prise_rdv",
}
SOURCES = (LIBRARIES, FRANCE_SERVICES, MEDIATION)
