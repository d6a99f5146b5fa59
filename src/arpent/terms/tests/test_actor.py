import pytest
from hypothesis import given
from hypothesis import strategies as st

from arpent.terms import Actor, read_actor, read_actors

VOCABULARY = (
    "Porteur : pilote (pilote) partenaires , ; / et ( ) « » la mairie CAF de l'école etc. -"
    " parents en lien avec ▶"
)
CELL_WORDS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=10).map(" ".join)


@pytest.mark.parametrize(
    ("text", "role", "names"),
    [
        ("Porteur : X", "lead", ("X",)),
        ("Pilote : la mairie", "lead", ("la mairie",)),
        ("pilotage : DANE et CAF", "lead", ("DANE", "CAF")),
        ("Chef de projet : Mme Martin", "lead", ("Mme Martin",)),
        ("Action portée par la mairie", "lead", ("la mairie",)),
        ("sous la responsabilité du principal", "lead", ("principal",)),
        ("DANE (pilote)", "lead", ("DANE",)),
        ("DANE, chef de projet", "lead", ("DANE",)),
        ("en lien avec le Département", "involved", ("le Département",)),
        ("Avec l'appui de la Région", "involved", ("la Région",)),
        ("partenaires : A, B et C", "involved", ("A", "B", "C")),
        ("Acteurs concernés : familles", "involved", ("familles",)),
        ("Responsable du numérique", None, ("Responsable du numérique",)),
        ("école (en lien avec la mairie)", None, ("école (en lien avec la mairie)",)),
        ("La mairie, en lien avec l'école", None, ("La mairie", "l'école")),
        ("?", None, ()),
        ("", None, ()),
    ],
)
def test_roles_are_read(text: str, role: str | None, names: tuple[str, ...]) -> None:
    assert read_actor(text) == Actor(text, role, names)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Bibliothèques, médiathèques", ("Bibliothèques", "médiathèques")),
        (
            "Municipalités, centres sociaux, maisons de quartier",
            ("Municipalités", "centres sociaux", "maisons de quartier"),
        ),
        ("IEN, coordonnateur du PIAL, AESH", ("IEN", "coordonnateur du PIAL", "AESH")),
        ("AESH/AVS", ("AESH", "AVS")),
        ("▶ AESH ▶ IEN", ("AESH", "IEN")),
        ("parents et enseignants", ("parents", "enseignants")),
        ("Conseil départemental et CAF", ("Conseil départemental", "CAF")),
        ("centres sociaux et les écoles", ("centres sociaux", "les écoles")),
        ("collège, lycée et école", ("collège", "lycée", "école")),
        ("mairie, centres sociaux et médiathèques", ("mairie", "centres sociaux", "médiathèques")),
        ("médiathèque (jeux, presse) ; école", ("médiathèque (jeux, presse)", "école")),
        ("Région, Département, etc.", ("Région", "Département")),
        ("les élèves, les familles...", ("les élèves", "les familles")),
    ],
)
def test_parties_that_stand_alone_are_told_apart(text: str, names: tuple[str, ...]) -> None:
    assert read_actor(text).names == names


@pytest.mark.parametrize(
    "text",
    [
        "La communauté éducative autour du conseil d'école et des CE",
        "Conseils d'école ou conseil pédagogique en EPLE",
        "Associations « multimédias » locales",
        "Conseil départemental de la jeunesse et des sports",
        "représentants de la mairie, de la CAF et de l'école",
        "associations culturelles et sportives",
        "relations entre l'école et les familles",
        "parents et/ou élèves",
        "enseignant/e",
        "directeur/trice",
        "écoles du 1er/2nd degré",
    ],
)
def test_one_party_stays_in_one_piece(text: str) -> None:
    assert read_actor(text).names == (text,)


def test_a_line_with_two_roles_is_told_apart_by_the_plural_reader() -> None:
    text = "Porteur : la commune ; partenaires : l'école, la CAF"
    assert read_actors(text) == (
        Actor("la commune ;", "lead", ("la commune",)),
        Actor("l'école, la CAF", "involved", ("l'école", "la CAF")),
    )


@given(st.text() | CELL_WORDS)
def test_any_text_is_kept_and_every_name_is_a_part_of_it(text: str) -> None:
    read = read_actor(text)
    assert read.text == text
    position = 0
    for name in read.names:
        position = text.index(name, position) + len(name)
    for part in read_actors(text):
        assert part.text in text
        assert part.names
