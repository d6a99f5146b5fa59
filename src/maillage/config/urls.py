"""The path says the stage."""

from django.urls import URLPattern, URLResolver, include, path

MOUNTS = (
    ("", "portal"),
    ("temoigner/", "testimony"),
    ("retours/", "voices"),
    ("moderation/", "moderation"),
    ("donnees/", "exchange"),
    ("confidentialite/", "privacy"),
    ("diagnostic/", "sorting"),
    ("diagnostic/silence/", "silence"),
    ("diagnostic/", "diagnosis"),
    ("projections/", "projections"),
    ("plan/", "plan"),
    ("suivi/", "followup"),
    ("carte/scenarios/", "scenarios"),
    ("synthese/", "synthesis"),
    ("compte/", "accounts"),
    ("compte/", "team"),
    # `/carte/` and `/territoires/`. Last: `/carte/44/` would take what other rooms hang there.
    ("", "atlas"),
)

handler500 = "maillage.toolbox.unavailable.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path(prefix, include(f"maillage.{room}.urls")) for prefix, room in MOUNTS
]
