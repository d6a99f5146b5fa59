"""Atlas: what public files and voices say of a place, as tables first, then drawn.

Owns      no figure of its own: pages, drawings and exports of what rooms upstream hold; which
          account contests which figure.
Reads     territory (estimates, borders, places, contacts), testimony, voices, plan, audit.
Read by   portal, privacy, demo.
"""
