# The English of Europe: «4 March 2026», where Django writes «March 4, 2026».
DATE_FORMAT = "j F Y"
SHORT_DATE_FORMAT = "d/m/Y"
DATETIME_FORMAT = "j F Y, H:i"
