"""A city's provider of identities and WeChat, each on a real local port, with all their moods."""

import base64
import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from time import sleep, time
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
STRANGER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
"""A key that the provider never published."""


class StandIn(ThreadingHTTPServer):
    """A provider of identities: whoever comes is `subject`; `lies` replaces claims."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Provider)
        self.subject = "gov-4711"
        self.more: dict[str, Any] = {}
        self.lies: dict[str, Any] = {}
        self.key = KEY
        self.algorithm = "RS256"
        self.down = False
        self.asked: dict[str, str] = {}

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def lets_in(self, there: str) -> str:
        """Return where the browser is sent back to after signing in at the provider."""
        query = {name: values[0] for name, values in parse_qs(urlsplit(there).query).items()}
        self.asked = query
        back = urlsplit(query["redirect_uri"]).path
        return f"{back}?code=c-1&state={query['state']}"

    def token(self, said: dict[str, str]) -> tuple[int, dict[str, Any]]:
        verifier = hashlib.sha256(said["code_verifier"].encode()).digest()
        proof = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        if proof != self.asked["code_challenge"] or said["client_secret"] != "hush":
            return 400, {"error": "invalid_grant"}
        now = int(time())
        claims = {
            "iss": self.issuer, "aud": said["client_id"], "sub": self.subject, "iat": now,
            "exp": now + 300, "nonce": self.asked["nonce"], **self.more, **self.lies,
        }  # fmt: skip
        key: Any = "x" * 40 if self.algorithm == "HS256" else self.key
        token = jwt.encode(claims, key, algorithm=self.algorithm, headers={"kid": "k1"})
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": token}


class _Provider(BaseHTTPRequestHandler):
    server: StandIn

    def do_GET(self) -> None:
        base, path = self.server.issuer, urlsplit(self.path).path
        if self.server.down:
            return self._say(503, {})
        if path == "/jwks":
            public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
            return self._say(200, {"keys": [public | {"kid": "k1", "alg": "RS256"}]})
        return self._say(200, {
            "issuer": base, "authorization_endpoint": f"{base}/authorize",
            "token_endpoint": f"{base}/token", "jwks_uri": f"{base}/jwks",
            "end_session_endpoint": f"{base}/out",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        })  # fmt: skip

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self._say(*self.server.token({name: v[0] for name, v in parse_qs(raw).items()}))

    def _say(self, status: int, body: dict[str, Any]) -> None:
        raw = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(raw)))
        self.end_headers()
        self.wfile.write(raw)

    def log_message(self, format: str, *args: object) -> None:
        pass


class WeChat(ThreadingHTTPServer):
    """WeChat's code2Session: a code says what it brings – an openid, an error, or trouble."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Code2Session)
        self.asked: list[dict[str, str]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class _Code2Session(BaseHTTPRequestHandler):
    server: WeChat

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        self.server.asked.append({"path": parts.path, **asked})
        code, status = asked["js_code"], 200
        body = json.dumps({"openid": code.removeprefix("of-"), "session_key": "never-kept"})
        if code.startswith("err"):
            body = json.dumps({"errcode": int(code.removeprefix("err")), "errmsg": "no"})
        elif code == "hangs-up":
            self.close_connection = True
            return
        elif code == "html":
            body = "<html>maintenance</html>"
        elif code == "503":
            status = 503
        elif code == "slow":
            sleep(1.0)
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def serving(server: Any) -> Iterator[Any]:
    """Serve until the end of the block."""
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
