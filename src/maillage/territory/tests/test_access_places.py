"""Places where pupils could connect, from the files that tell of them; and where people live."""

import json

import pytest

from maillage.territory import queries
from maillage.territory.actions import load_dataset
from maillage.territory.analysis import project
from maillage.territory.enums import CentreKind, PlaceKind

pytestmark = pytest.mark.django_db

COMMUNES = """code;nom;type;departement;population municipale;chef lieu
99001;Sauvelle;commune-actuelle;99;1200;
99002;Brumeval;commune-actuelle;99;800;
99003;Vieux-Brumeval;commune-deleguee;99;;99002
"""
LIBRARIES = """code bib;libelle1;type adresse;code departement;latitude;longitude;nombre de places;connexion wi fi;ouverture le dimanche;amplitude horaire
L1;Médiathèque de Sauvelle;Bâtiment ouvert;99;47.05;-0.95;12;Oui;Oui;21,5
L2;Bibliothèque de Brumeval;Bâtiment ouvert;99;47.05;-0.85;;;;
L3;Dépôt départemental;Bibliothèque départementale;99;47.05;-0.85;;Oui
L4;Bibliothèque au large;Bâtiment ouvert;99;40.0;-9.0;;Oui
"""  # noqa: E501
SERVICES = """id_fs;insee_dep;lib_fs;insee_com;latitude;longitude;format_fs;h_lundi;h_mardi;h_mercredi;h_jeudi;h_vendredi;h_samedi
1;99;France services de Brumeval;99003;47.06;-0.86;Fixe;09h - 12h;;13:30 - 17:30;;9h-19h;10h - 12h
2;99;Bus France services;99002;47.06;-0.86;Bus_equivalent;;;;;;
3;99;France services de Sauvelle;99001;47.01;-0.99;Fixe;;;;;;
"""  # noqa: E501
MEDIATION = """id,pivot,nom,commune,code_postal,code_insee,adresse,latitude,longitude,typologie,services,horaires,date_maj
m1,43493312300029,La médiathèque,Sauvelle,99100,99001,1 rue du Port,47.0501,-0.9501,BIB|ASSO,,"We,Sa 14:00-18:00; SH off",2024-05-02
m2,43493312300029,Centre social des Marais,Brumeval,99100,99002,2 rue du Port,47.02,-0.83,ASSO|CS,Accès internet et matériel informatique,sur rendez-vous,2024-05-02
m3,43493312300029,Chez nous,Brumeval,99100,99002,3 rue du Port,47.03,-0.84,ASSO,,,2024-05-02
"""  # noqa: E501
SCHOOLS = """identifiant de l etablissement;nom etablissement;type etablissement;statut public prive;code commune;latitude;longitude;etat
9990001X;École du bourg;Ecole;Public;99001;47.08;-0.98;OUVERT
9990002Y;Collège de la Digue;Collège;Public;99001;47.02;-0.92;OUVERT
9990003Z;École fermée;Ecole;Public;99001;47.0;-0.9;FERME
9990004A;Service de santé;Service Administratif;Public;99001;47.0;-0.9;OUVERT
"""  # noqa: E501


def square(west):
    ring = [[west, 47.0], [west + 0.1, 47.0], [west + 0.1, 47.1], [west, 47.1], [west, 47.0]]
    return {"type": "Polygon", "coordinates": [ring]}


CONTOURS = {
    "type": "FeatureCollection",
    "features": [
        {"type": "Feature", "properties": {"code": code, "nom": code}, "geometry": square(west)}
        for code, west in (("99001", -1.0), ("99002", -0.9))
    ],
}


@pytest.fixture
def load(tmp_path):
    def write(name, text):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return load_dataset(path=path, acting_user=None)

    write("communes.csv", COMMUNES)
    write("contours.geojson", json.dumps(CONTOURS))
    return write


def by_key(department="99"):
    return {place.key: place for place in queries.access_places(department)}


def test_open_libraries_lie_where_their_position_says_and_unknown_stays_unknown(load):
    load("bibliotheques.csv", LIBRARIES)

    places = by_key()

    assert set(places) == {"bibliotheques-L1", "bibliotheques-L2"}
    first, second = places["bibliotheques-L1"], places["bibliotheques-L2"]
    assert (first.commune_name, first.connects, first.seats) == ("Sauvelle", True, 12)
    assert (second.commune_name, second.connects, second.seats) == ("Brumeval", None, None)
    assert (first.slots, first.hours) == ({"sunday": True}, 21.5)
    assert (second.slots, second.hours) == ({}, None)


def test_a_france_services_tells_its_slots_and_one_on_wheels_is_no_place(load):
    load("france-services.csv", SERVICES)

    places = by_key()

    assert set(places) == {"france-services-1", "france-services-3"}
    told = places["france-services-1"]
    assert (told.commune, told.connects) == ("99002", True)
    assert told.slots == {
        "wednesday": True, "evening": True, "saturday": True, "sunday": False, "holidays": True,
    }  # fmt: skip
    assert places["france-services-3"].slots == {}


def test_two_files_that_speak_of_one_place_are_one_place(load):
    load("bibliotheques.csv", LIBRARIES)
    load("mediation.csv", MEDIATION)

    places = by_key()

    assert "mediation-numerique-m1" not in places
    assert places["bibliotheques-L1"].slots == {
        "wednesday": True, "evening": False, "saturday": True, "sunday": True, "holidays": False,
    }  # fmt: skip
    assert places["mediation-numerique-m2"].slots == {}
    assert places["mediation-numerique-m2"].kind == PlaceKind.SOCIAL_CENTRE
    assert places["mediation-numerique-m2"].connects is True
    assert places["mediation-numerique-m3"].kind == PlaceKind.OTHER
    assert places["mediation-numerique-m3"].connects is None


def test_schools_that_are_open_are_places_and_offices_are_not(load):
    load("annuaire.csv", SCHOOLS)

    assert {place.key: place.kind for place in queries.access_places("99")} == {
        "annuaire-education-9990001X": PlaceKind.SCHOOL,
        "annuaire-education-9990002Y": PlaceKind.SECONDARY,
    }
    assert queries.access_places("98") == []


def test_a_commune_is_where_its_schools_are_else_in_its_middle(load):
    load("annuaire.csv", SCHOOLS)

    centres = queries.populated_centres("99")

    assert (centres["99001"].longitude, centres["99001"].how) == (-0.98, CentreKind.SCHOOL)
    middle = centres["99002"]
    assert (round(middle.longitude, 6), round(middle.latitude, 6)) == (-0.85, 47.05)
    assert middle.how == CentreKind.CONTOUR


def test_the_fullest_square_of_200_metres_is_the_surest_centre(load):
    load(
        "carreaux.csv",
        "idcar_200m;ind;men;men_pauv;ind_6_10;ind_11_17;lcog_geo\n"
        "CRS3035RES200mN2783200E3456400;40;12;1;4;5;99001\n"
        "CRS3035RES200mN2784200E3456400;90;30;1;9;12;99001\n"
        "CRS3035RES200mN2790200E3456400;900;300;1;90;120;9900199002\n",
    )

    centre = queries.populated_centres("99")["99001"]

    assert centre.how == CentreKind.SQUARE
    east, north = project(centre.longitude, centre.latitude, target=3035)
    assert (round(east), round(north)) == (3456500, 2784300)
