from maillage.toolbox.errors import Refusal


class AddressTaken(Refusal):
    def __init__(self):
        super().__init__("Un compte existe déjà avec cette adresse électronique.")
