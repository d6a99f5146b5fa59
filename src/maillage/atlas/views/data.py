"""`/carte/<département>/communes.csv`, `.geojson`: the tables, to be taken away."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, StreamingHttpResponse
from django.views.decorators.http import require_safe

from maillage.atlas import exports, queries
from maillage.atlas.enums import View


@login_not_required
@require_safe
def data(request, code, name, file_format):
    estimate = queries.estimate_in(code)
    if name not in View.values or file_format not in exports.CONTENT_TYPES or estimate is None:
        raise Http404
    names, rows = _told(estimate, View(name))
    where = _where(estimate, View(name)) if file_format == "geojson" else exports.nowhere
    sent = StreamingHttpResponse(
        exports.written(names, rows, file_format, where),
        content_type=exports.CONTENT_TYPES[file_format],
    )
    day = f"{estimate.made_at:%Y-%m-%d}"
    file_name = f"{estimate.territory.code}-{name}-{day}.{file_format}"
    sent["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return sent


def _told(estimate, view):
    if view == View.NETWORKS:
        sketch = queries.sketch_of(estimate.territory.code)
        dataset = queries.networks_dataset(estimate.territory.code)
        rows = queries.communes_by_network(sketch) if sketch else []
        return exports.NETWORK_NAMES, exports.network_rows(rows, dataset)
    lines = queries.estimate_lines(estimate, view.about)
    return exports.NAMES, exports.rows_of(estimate, lines.iterator(chunk_size=500))


def _where(estimate, view):
    if view in {View.COMMUNES, View.NETWORKS}:
        return exports.of_communes(queries.contours_of(estimate.territory.code))
    if view == View.SCHOOLS:
        return exports.of_schools(queries.drawn_of(estimate.territory.code, whole=True))
    return exports.nowhere
