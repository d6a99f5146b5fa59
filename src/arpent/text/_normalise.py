"""What is compared when people type fast: one spelling, fewer slips."""

import re
from string import ascii_lowercase

from arpent.text._fold import fold

_STRETCHED = re.compile(r"([^\W\d_])\1{2,}")
# Thirty times quicker to see that there is nothing to release than to look for it by the pattern.
_HELD_DOWN = tuple(3 * letter for letter in ascii_lowercase)
# What fingers write for what is read. Only what has no other reading in French: "vs" may be versus,
# "ds" a test in class, "pr" a person's title, and they stay.
_WRITTEN_OUT = """
pb=probleme;pbs=problemes;pblm=probleme;pbm=probleme;bcp=beaucoup;bcps=beaucoup
tjs=toujours;tjr=toujours;tjrs=toujours;jms=jamais;mtn=maintenant
pk=pourquoi;pq=pourquoi;pcq=parce que;psk=parce que;qd=quand;qqn=quelqu un;qqch=quelque chose
qq=quelques;ns=nous;svt=souvent;tt=tout;tte=toute;ttes=toutes;tps=temps;rdv=rendez vous
nbx=nombreux;bjr=bonjour;slt=salut;cad=c est a dire;jsp=je ne sais pas;ya=il y a
jai=j ai;cest=c est;cetait=c etait;quil=qu il;quils=qu ils;dun=d un;dune=d une;javais=j avais
nai=n ai;nest=n est;netait=n etait;nont=n ont;daccord=d accord;aujourdhui=aujourd hui
lordi=l ordi;lordinateur=l ordinateur;lecole=l ecole;linternet=l internet
ordinnateur=ordinateur;ordinateure=ordinateur;resau=reseau
conection=connexion;connection=connexion;connecxion=connexion;conexion=connexion
"""
_SHORT = dict(pair.split("=") for pair in _WRITTEN_OUT.replace("\n", ";").split(";") if pair)


def normalise(text: str) -> str:
    """What would this text be, typed by somebody careful?

    The folded words (:func:`fold`), letters held down released ("trooop" is "trop"), and some fifty
    shortcuts and slips written out ("pb", "bcp", "jai", "conection"). For comparing, never for
    showing: the text that a person wrote is returned to nobody in this form.

    Parameters
    ----------
    text : str
        Any text; the shortcuts are French.

    Returns
    -------
    str
        Lower-case words separated by one space; empty when the text has neither letter nor digit.
        ``normalise(normalise(text)) == normalise(text)``.

    Notes
    -----
    Raises nothing. Digits are never shortened. Cost: linear, some 10 microseconds a sentence.
    Source: the table is ours; docs/methods/near-duplicates.md.

    Examples
    --------
    >>> normalise("JAI TJRS DES PB de conection, c’est trooop lent !!!")
    'j ai toujours des probleme de connexion c est trop lent'
    """
    folded = fold(text)
    for held in _HELD_DOWN if folded.isascii() else ("",):
        if held in folded:
            folded = _STRETCHED.sub(r"\1", folded)
            break
    return " ".join([_SHORT.get(word, word) for word in folded.split()])
