"""What public files give our own tables: communes to the tree, schools and postcodes to communes.

In any order: an annuaire that came before its communes feeds them when they come.
"""

from maillage.territory import loading_communes, loading_datasets, loading_schools
from maillage.territory.loading import Loading


def feed(told, *, move):
    """What a dataset that was just loaded gave, counted: nothing, or one dictionary a table."""
    if told.dataset is None:
        return []
    if told.source == loading_communes.SOURCE:
        loading = Loading(loading_communes.lacking(told.held()), move=move)
        loading.run()
        fed = [{"created": loading.counts["created"]}]
        waiting = list(_waiting(told.departments)) if loading.counts["created"] else []
        return fed + (_schools(waiting) if waiting else [])
    if told.source == loading_datasets.SCHOOLS:
        return _schools(list(told.held()))
    return []


def _waiting(departments):
    for department in departments:
        yield from loading_datasets.rows_of(loading_datasets.SCHOOLS, department)


def _schools(rows):
    schools = [row for row in rows if row["name"]]
    postcodes = [
        {"postcode": row["postcode"], "commune": row["commune"]}
        for row in rows
        if row.get("postcode") and row["commune"]
    ]
    return [
        loading_schools.load_schools(schools, leave_unknown=True),
        loading_schools.load_postcodes(postcodes, leave_unknown=True),
    ]
