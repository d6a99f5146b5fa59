"""Who speaks, as the files of schools, academies and surveys call them."""

import re

from maillage.toolbox.analysis import fold
from maillage.voices.enums import Profile

# «Enseignant(e)», «enseignant·e·s», «directeur/trice», «agent-e», once their marks are folded.
BOTH = re.compile(r"(?<=\w) (?:e|ne|re|ere|rice|trice|euse)s?(?= |$)")
SEVERAL = re.compile(r"(?<=\w) ?s(?= |$)")
SPOKEN = {
    Profile.PUPIL: "élève, écolier, écolière, collégien, collégienne, lycéen, lycéenne, étudiant, "
    "étudiante, apprenti, apprentie, jeune, enfant, délégué, student",
    Profile.PARENT: "parent d’élève, mère, père, maman, papa, famille, tuteur, tutrice, "
    "responsable légal, représentant légal, représentant de parent",
    Profile.TEACHER: "prof, professeur, professeure, enseignant, enseignante, instituteur, "
    "institutrice, maître, maîtresse, professeur des écoles, professeur documentaliste, formateur, "
    "formatrice, personnel enseignant",
    Profile.STAFF: "agent, agente, personnel, aesh, avs, aed, atsem, cpe, assistant d’éducation, "
    "assistante d’éducation, conseiller principal d’éducation, surveillant, surveillante, "
    "secrétaire, infirmier, infirmière, psychologue, gestionnaire, technicien, technicienne, "
    "personnel non enseignant, personnel administratif, personnel technique, vie scolaire",
    Profile.MANAGEMENT: "direction, encadrement, chef d’établissement, cheffe d’établissement, "
    "principal, principale, proviseur, proviseure, directeur, directrice, directeur d’école, "
    "directrice d’école, inspecteur, inspectrice, ien, ia-ipr, dasen, personnel de direction, "
    "personnel d’inspection, cadre",
    Profile.LOCAL_AUTHORITY: "collectivité, collectivité territoriale, mairie, commune, élu, élue, "
    "maire, conseil départemental, conseil régional, département, région, intercommunalité",
    Profile.EDTECH: "edtech, entreprise, éditeur, industriel",
    Profile.OPERATOR: "opérateur, opérateur télécom, canopé, fournisseur d’accès",
    Profile.ASSOCIATION: "association, bénévole, fédération, syndicat",
    Profile.OTHER: "autre, autres, citoyen, citoyenne, habitant, habitante, grand public",
}


def profile_named(text):
    """The profile that these words name, or None. Its labels are known as the reader calls them."""
    said = fold(text)
    labels = {fold(str(each.label)): each for each in Profile}
    return labels.get(said) or NAMED.get(said) or NAMED.get(_plain(said))


def _plain(said):
    return SEVERAL.sub("", BOTH.sub("", said)).strip()


NAMED = {_plain(fold(word)): each for each, words in SPOKEN.items() for word in words.split(", ")}
NAMED |= {fold(each.value): each for each in Profile}
