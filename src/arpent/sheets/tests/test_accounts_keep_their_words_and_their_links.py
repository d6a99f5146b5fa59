from arpent.sheets import Account
from arpent.sheets.tests.pages import read, retex

URL = "https://exemple.fr/a"


def accounts(*lines: str) -> tuple[Account, ...]:
    sheet = retex(*lines)
    assert sheet.warnings == ()
    return sheet.retex[0].accounts


def test_a_first_paragraph_is_the_title_and_a_link_closes_the_account() -> None:
    assert accounts("Prêt de tablettes", "Le collège prête.", URL, "Autre : suite.", URL) == (
        Account("Prêt de tablettes", "Le collège prête.", (URL,)),
        Account("Autre", "suite.", (URL,)),
    )


def test_a_title_in_bold_opens_an_account_without_any_link() -> None:
    assert accounts("<b>Un</b>", "Texte un.", "<b>Deux</b>", "Texte deux.", "Suite.") == (
        Account("Un", "Texte un.", ()),
        Account("Deux", "Texte deux.\n\nSuite.", ()),
    )


def test_links_are_found_as_text_and_as_hyperlinks() -> None:
    long = "Un texte assez long pour ne pas être pris pour un titre, et qui finit par un point."
    assert accounts(f'{long} <a href="{URL}">la vidéo</a>')[0].links == (URL,)
    assert accounts(f"{long} {URL}.") == (Account("", long, (URL,)),)
    assert accounts(f"{long} Lien : {URL}") == (Account("", long, (URL,)),)
    assert accounts(f"Voir {URL} pour {long}")[0].links == (URL,)
    assert accounts(long, "www.exemple.fr/b")[0].links == ("https://www.exemple.fr/b",)


def test_a_hyperlink_that_only_invites_is_a_link_and_one_that_speaks_is_a_text_too() -> None:
    assert accounts("Titre", "Texte.", f'<a href="{URL}">Voir la ressource</a>') == (
        Account("Titre", "Texte.", (URL,)),
    )
    assert accounts("Titre", "Texte.", f'<a href="{URL}">Le film du collège</a>') == (
        Account("Titre", "Texte.\n\nLe film du collège", (URL,)),
    )


def test_two_links_one_under_the_other_belong_to_one_account() -> None:
    assert accounts("Titre", "Texte.", URL, URL + "2") == (
        Account("Titre", "Texte.", (URL, URL + "2")),
    )


def test_lines_of_one_paragraph_are_lines() -> None:
    assert accounts(f"Titre<br>Un texte.<br>{URL}") == (Account("Titre", "Un texte.", (URL,)),)


def test_a_lone_line_is_a_title_and_a_lone_sentence_a_text() -> None:
    assert accounts("Prêt de tablettes") == (Account("Prêt de tablettes", "", ()),)
    assert accounts("Nous prêtons des tablettes.") == (
        Account("", "Nous prêtons des tablettes.", ()),
    )


def test_a_heading_under_a_retex_is_the_title_of_an_account() -> None:
    page = "<h1>Thème 1 : x</h1><h2>Retour d'expérience</h2><h3>RETEX 1 (Vendée)</h3>"
    page += "<h4>Une salle</h4><p>Ouverte.</p><h4>Un prêt</h4><p>Long.</p>"
    assert [one.title for one in read(page).retex[0].accounts] == ["Une salle", "Un prêt"]


def test_a_title_may_share_the_line_of_the_heading() -> None:
    page = "<h1>Thème 1 : x</h1><h2>Retour d'expérience</h2>"
    page += "<h3>RETEX 1 (Vendée) : Une salle</h3><p>Ouverte.</p>"
    assert read(page).retex[0].accounts == (Account("Une salle", "Ouverte.", ()),)


def test_retex_may_be_laid_out_as_a_table() -> None:
    start = "<h1>Thème 1 : x</h1><h2>Retour d'expérience</h2><table>"
    titled = read(
        start + "<tr><td>RETEX</td><td>Académie</td><td>Titre</td><td>Texte</td><td>Lien</td></tr>"
        f"<tr><td>2</td><td>Vendée</td><td>Une salle</td><td>Ouverte.</td><td>{URL}</td>"
        "</tr></table>"
    )
    assert titled.retex[0].accounts == (Account("Une salle", "Ouverte.", (URL,)),)
    assert (titled.retex[0].number, titled.retex[0].place) == (2, "Vendée")
    bare = read(
        start + f"<tr><td>RETEX 2 (Vendée)</td><td><p>Une salle</p><p>{URL}</p></td></tr></table>"
    )
    assert (bare.retex[0].place, bare.retex[0].accounts[0].links) == ("Vendée", (URL,))


def test_accounts_without_any_retex_heading_are_kept_with_a_warning() -> None:
    page = "<h1>Thème 1 : x</h1><h2>Retour d'expérience</h2><p>Titre</p><p>Un texte.</p>"
    sheet = read(page)
    assert sheet.retex[0].accounts == (Account("Titre", "Un texte.", ()),)
    assert len(sheet.warnings) == 1


def test_a_dangerous_link_is_not_a_link() -> None:
    sheet = retex('<a href="javascript:alert(1)">Cliquez</a>')
    assert sheet.retex[0].accounts[0].links == ()
    assert "javascript" in sheet.warnings[0].message
