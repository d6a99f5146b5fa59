"""The land of the demonstration, estimated and drawn: what pages of the map are measured on."""

MAPS = (
    "/carte/96/",
    "/carte/96/communes/",
    "/carte/96/zones-blanches/",
    "/carte/96/interactive/",
    "/carte/96/commune/96105/",
)
DIRECTORY = ("/territoires/", "/territoires/commune-96105/")


def settle():
    from maillage.demo import queries
    from maillage.territory import actions
    from maillage.territory.enums import Kind
    from maillage.territory.models import Territory

    actions.load_territories(rows=queries.territories(), acting_user=None)
    actions.load_schools(rows=queries.schools(), acting_user=None)
    actions.load_headcounts(
        rows=queries.headcounts(),
        file_name="headcounts.csv",
        digest="",
        licence="fiction",
        acting_user=None,
    )
    for path in queries.land_files():
        actions.load_dataset(path=path, acting_user=None)
    coast = Territory.objects.get(kind=Kind.DEPARTMENT, code="96")
    actions.make_estimate(territory=coast, acting_user=None)
