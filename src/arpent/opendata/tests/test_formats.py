"""The formats of the field, one small file each: what each is, or why it is not read."""

import json

import pytest
from tests import public_packages as packages
from tests.public_files import GIVEN

from arpent.opendata import OpenDataError, Row, recognise

SECTOR = "rien de ce que nous savons lire"
KNOWN = {
    "arcep_cartefibre_immeuble.PLAUSIBLE.csv": ("fibre-immeubles", 2),
    "arcep_mci_base_imb_44.PLAUSIBLE.csv": ("immeubles", 2),
    "arcep_mci_commune_debit_filaire.REAL.csv": ("debit-filaire", 6),
    "arcep_mci_commune_meilleure_techno_thd.REAL.csv": ("meilleure-techno-communes", 6),
    "arcep_mci_commune_techno.REAL.csv": ("techno-communes", 6),
    "arcep_mci_eligibilite_actuel_44.PLAUSIBLE.csv": ("eligibilite", 3),
    "arcep_mrm_dcc_Metropole_POI.REAL.csv": ("couverture-ciblee", 1),
    "arcep_mrm_dcc_Metropole_sites.REAL.csv": ("sites-couverture-ciblee", 1),
    "arcep_mrm_nbope_communes.PLAUSIBLE.csv": ("couverture-mobile-nombre", 2),
    "arcep_mrm_op_communes.ROW1_REAL.csv": ("couverture-mobile-operateurs", 2),
    "arcep_mrm_sites_2018_legacy.REAL.csv": ("sites-mobiles-2018", 2),
    "arcep_mrm_sites_Metropole.ROW1_REAL.csv": ("sites-mobiles", 2),
    "ban_adresses_dep.ROW1_REAL.csv": ("adresses", 2),
    "ban_bal_1.3.UNVERIFIED.csv": ("adresses", 1),
    "bibliotheques_culture_native.PARTIAL.csv": ("bibliotheques", 1),
    "bibliotheques_prepared.REAL.csv": ("bibliotheques", 2),
    "fr-en-adresse-et-geolocalisation-etablissements.NEAR_REAL.csv": ("annuaire-education", 1),
    "fr-en-annuaire-education.REAL.csv": ("annuaire-education", 3),
    "fr-en-carte-scolaire-colleges-publics.REAL.csv": ("carte-scolaire-colleges", 3),
    "fr-en-ips-colleges-ap2023.REAL.csv": ("ips-colleges", 2),
    "france-services_liste.REAL.csv": ("france-services", 2),
    "ign_admin_express_COMMUNE.PLAUSIBLE.csv": ("communes", 2),
    "indice_fragilite_numerique_2020.PARTIAL.utf16.tsv": ("fragilite-numerique", 1),
    "insee_cog_v_commune_2026.UNVERIFIED.csv": ("codes-communes", 2),
    "insee_filosofi_carreaux_200m_2017.REAL.csv": ("carreaux-200m", 1),
    "insee_filosofi_carreaux_200m_2019.PLAUSIBLE.csv": ("carreaux-200m", 2),
    "mediation-numerique_schema_v1.0.2.REAL.csv": ("mediation-numerique", 1),
}
REFUSED = {
    "arcep_mrm_nbope_territoires.ROW1_REAL.csv": "il manque.*commune",
    "fcc_bdc_availability.PLAUSIBLE.csv": SECTOR,
    "fr-en-dnb-par-etablissement.REAL.csv": SECTOR,
    "mediation-numerique_schema_v1.0.2_tableschema.json": "aucun objet : il faut une liste",
    # Headcounts go to the schools themselves: they are another reader's.
    "fr-en-college-effectifs-niveau-sexe-lv.PARTIAL.csv": SECTOR,
    "fr-en-ecoles-effectifs-nb_classes.REAL.csv": SECTOR,
}
# Its first point is an address of the BAN, which gives it in metres and in degrees.
SQUARE = [
    (355198.39, 6689980.01),
    (356_000, 6_690_000),
    (356_000, 6_691_000),
    (355198.39, 6689980.01),
]


def read(path):
    reading = recognise(path)
    return reading, [found for found in reading if isinstance(found, Row)]


@pytest.mark.skipif(GIVEN is None, reason="the public files are not beside this checkout")
@pytest.mark.parametrize("name", [*KNOWN, *REFUSED])
def test_a_format_of_the_field_is_read_or_refused_for_the_right_reason(name):
    path = GIVEN / "formats" / name
    if name in REFUSED:
        with pytest.raises(OpenDataError, match=REFUSED[name]):
            recognise(path)
        return
    reading = recognise(path)
    found = list(reading)
    assert all(isinstance(each, Row) for each in found)
    assert (reading.source.name, len(found)) == KNOWN[name]


@pytest.mark.skipif(GIVEN is None, reason="the public files are not beside this checkout")
def test_no_format_is_forgotten():
    assert {path.name for path in (GIVEN / "formats").iterdir()} == {*KNOWN, *REFUSED}


def test_squares_of_2015_have_their_own_names(tmp_path):
    path = tmp_path / "Filosofi2015_carreaux_200m_metropole.csv"
    path.write_text(
        "IdINSPIRE,Id_carr1km,I_est_cr,Id_carr_n,Groupe,Depcom,I_pauv,Id_car2010,Ind,Men,Men_pauv,"
        "Ind_6_10,Ind_11_17\n"
        "CRS3035RES200mN2783200E3456400,x,1,y,3,44001,0,z,12.5,5,1.2,2.5,0.7\n"
        "CRS3035RES200mN2783200E3456600,x,0,y,3,4400144002,0,z,2,1,0,0,0\n"
    )
    reading, rows = read(path)
    assert (reading.source.name, reading.edition) == ("carreaux-200m", "2015")
    assert (rows[0].values["imputed"], rows[0].values["aged_11_17"]) == (True, 0.7)
    assert rows[1].values["communes"] == ["44001", "44002"]


def test_squares_come_in_a_geopackage_too(tmp_path):
    columns = ("idcar_200m", "i_est_200", "ind", "men", "men_pauv", "ind_6_10", "ind_11_17",
               "lcog_geo")  # fmt: skip
    given = [("CRS3035RES200mN2783200E3456400", 1, 9.2, 3.7, 0.4, 1, 0.5, "44001")]
    path = tmp_path / "carreaux_200m_met.gpkg"
    path.write_bytes(packages.package(given, epsg=3035, columns=columns))
    reading, rows = read(path)
    assert (reading.source.name, rows[0].department) == ("carreaux-200m", "44")
    assert (rows[0].values["people"], rows[0].values["imputed"]) == (9.2, True)


def test_contours_in_metres_come_back_in_degrees(tmp_path):
    package = tmp_path / "ADMIN-EXPRESS.gpkg"
    package.write_bytes(
        packages.package(
            [("44109", "Nantes", "Préfecture de région", 327_734)],
            [packages.blob(packages.multipolygon(packages.polygon(SQUARE)))],
            columns=("INSEE_COM", "NOM", "STATUT", "POPULATION"),
            layer="COMMUNE",
        )
    )
    drawn = tmp_path / "communes.geojson"
    drawn.write_text(
        json.dumps(
            {
                "type": "FeatureCollection",
                "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2154"}},
                "features": [
                    {
                        "type": "Feature",
                        "properties": {"INSEE_COM": "44109", "NOM": "Nantes"},
                        "geometry": {"type": "Polygon", "coordinates": [SQUARE]},
                    }
                ],
            }
        )
    )
    found = [read(path) for path in (package, drawn)]
    assert {reading.source.name for reading, _rows in found} == {"contours-communes"}
    (west, north), *_rest = found[0][1][0].values["area"][0][0]
    assert (round(west, 6), round(north, 6)) == (-1.558801, 47.220512)
    assert found[0][1][0].values["area"] == found[1][1][0].values["area"]


def test_contours_of_an_unknown_projection_are_refused(tmp_path):
    path = tmp_path / "communes.gpkg"
    path.write_bytes(
        packages.package(
            [("44109", "Nantes")],
            [packages.blob(packages.polygon(SQUARE))],
            epsg=None,
            columns=("INSEE_COM", "NOM"),
            layer="a",
        )
    )
    with pytest.raises(OpenDataError, match="longitude et latitude"):
        read(path)
