"""A key of WebAuthn made of software: what a browser would send back, true or false."""

import json
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

ORIGIN = "https://testserver"
PRESENT, UNLOCKED, HOLDS_KEY = 0x01, 0x04, 0x40


class SoftKey:
    def __init__(self, name=b"une-cle-douce"):
        self.secret = ec.generate_private_key(ec.SECP256R1())
        self.identifier, self.count, self.handle = name, 0, b""

    def create(self, asked, *, origin=ORIGIN, flags=PRESENT | UNLOCKED):
        """What answers the page that adds a key."""
        asked = json.loads(asked)["publicKey"]
        self.handle = websafe_decode(asked["user"]["id"])
        public = ES256.from_cryptography_key(self.secret.public_key())
        held = AttestedCredentialData.create(b"\0" * 16, self.identifier, public)
        site = sha256(asked["rp"]["id"].encode()).digest()
        data = AuthenticatorData.create(site, flags | HOLDS_KEY, self.count, held)
        attested = AttestationObject.create("none", data, {})
        client = self._client("webauthn.create", asked["challenge"], origin)
        return self._told(clientDataJSON=client, attestationObject=bytes(attested))

    def get(self, asked, *, origin=ORIGIN, flags=PRESENT | UNLOCKED, site=None, secret=None,
            type_="webauthn.get", handle=None, extra=None):  # fmt: skip
        """What answers the page that asks for one."""
        asked = json.loads(asked)["publicKey"]
        site = sha256((site or asked["rpId"]).encode()).digest()
        data = AuthenticatorData.create(site, flags, self.count)
        client = self._client(type_, asked["challenge"], origin, extra)
        signed = (secret or self.secret).sign(
            bytes(data) + sha256(client).digest(), ec.ECDSA(SHA256())
        )
        return self._told(
            clientDataJSON=client,
            authenticatorData=bytes(data),
            signature=signed,
            userHandle=self.handle if handle is None else handle,
        )

    def _client(self, type_, challenge, origin, extra=None):
        told = {"type": type_, "challenge": challenge, "origin": origin, "crossOrigin": False}
        return json.dumps({**told, **(extra or {})}).encode()

    def _told(self, **parts):
        told = {name: websafe_encode(value) for name, value in parts.items()}
        key = websafe_encode(self.identifier)
        return json.dumps({"id": key, "rawId": key, "type": "public-key", "response": told,
                           "clientExtensionResults": {}})  # fmt: skip
