"""Demo: the académie de Brumeval, which does not exist, with a full trail from voice to follow-up.

Owns      nothing: it holds files, and plays them through the actions of the other rooms.
Reads     every room it writes in; its content is in `content/`, in French, for editors.
Read by   config, on `maillage demo` alone.
"""
