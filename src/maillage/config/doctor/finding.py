from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One line of the examination, in both languages; a remedy when something is to be mended."""

    well: bool
    french: str
    english: str
    mend_french: str = ""
    mend_english: str = ""

    def told(self, language: str) -> str:
        return self.english if language == "en" else self.french

    def remedy(self, language: str) -> str:
        return self.mend_english if language == "en" else self.mend_french
