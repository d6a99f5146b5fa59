"""An identity provider on this machine, which answers as it should until it is told otherwise."""

import json
import threading
import time
from base64 import urlsafe_b64encode
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
CLIENT, SECRET = "maillage", "un-secret-partage-avec-le-fournisseur"


class FakeProvider:
    def __init__(self):
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.issuer = f"http://127.0.0.1:{self.server.server_port}/api/v2"
        self.codes, self.asked = {}, []
        # What a test changes: claims, the way of signing, the way of sending.
        self.subject, self.email, self.more = "nom-opaque", "camille@exemple.fr", {}
        self.id_token, self.userinfo, self.discovery = {}, {}, {}
        self.signing = {"id_token": {}, "userinfo": {}}
        self.userinfo_type, self.status = "application/jwt", 200
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()

    @property
    def settings(self):
        return {"issuer": self.issuer, "client_id": CLIENT, "client_secret": SECRET,
                "algorithm": "RS256", "name": "ProConnect"}  # fmt: skip

    def authorize(self, address):
        """Somebody said yes there: (what was asked, the code that they come back with)."""
        asked = {name: value for name, [value] in parse_qs(urlsplit(address).query).items()}
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return asked, code

    # What it serves

    def document(self):
        names = {"authorization_endpoint": "authorize", "token_endpoint": "token",
                 "userinfo_endpoint": "userinfo", "jwks_uri": "jwks",
                 "end_session_endpoint": "session/end"}  # fmt: skip
        found = {name: f"{self.issuer}/{end}" for name, end in names.items()}
        return {"issuer": self.issuer, **found, **self.discovery}

    def keys(self):
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return {"keys": [{**key, "kid": "une", "alg": "RS256", "use": "sig"}]}

    def tokens(self, sent):
        asked = self.codes.pop(sent.get("code"), None)
        proof = sha256(sent.get("code_verifier", "").encode()).digest()
        if (
            asked is None
            or sent.get("client_secret") != SECRET
            or sent.get("redirect_uri") != asked["redirect_uri"]
            or urlsafe_b64encode(proof).rstrip(b"=").decode() != asked["code_challenge"]
        ):
            return None
        claims = {**self._basic(), "nonce": asked["nonce"], **self.id_token}
        return {"access_token": "acces", "token_type": "Bearer",
                "id_token": self._signed(claims, "id_token")}  # fmt: skip

    def person(self):
        claims = {**self._basic(), "email": self.email, **self.userinfo}
        if self.userinfo_type == "application/json":
            return json.dumps(claims)
        return self._signed(claims, "userinfo")

    def _basic(self):
        now = int(time.time())
        return {"iss": self.issuer, "aud": CLIENT, "sub": self.subject, "iat": now,
                "exp": now + 60, **self.more}  # fmt: skip

    def _signed(self, claims, which):
        how = {"key": KEY, "algorithm": "RS256", "headers": {"kid": "une"}, **self.signing[which]}
        # None in a claim: it is not there.
        return jwt.encode({k: v for k, v in claims.items() if v is not None}, **how)


def _handler(provider):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            end = self.path.rpartition("/")[2]
            provider.asked.append(end)
            if end == "userinfo":
                if self.headers["Authorization"] != "Bearer acces":
                    return self._answer(401, "{}")
                return self._answer(provider.status, provider.person(), provider.userinfo_type)
            told = {"openid-configuration": provider.document, "jwks": provider.keys}[end]()
            return self._answer(200, json.dumps(told))

        def do_POST(self):
            provider.asked.append("token")
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            told = provider.tokens({name: value for name, [value] in parse_qs(body).items()})
            self._answer(200 if told else 400, json.dumps(told or {"error": "invalid_grant"}))

        def _answer(self, status, text, kind="application/json"):
            body = text.encode()
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_line):
            pass

    return Handler
