"""Follow-up: what became of the promise, and of each voice.

Owns      measures, progress reports, replies to contributors.
Reads     plan, and the stages before it.
Read by   synthesis, portal.
"""
