"""One frozen `Config` from the variables HOISTWAY_*; nothing else reads the environment."""

import difflib
import os
import socket
from collections.abc import Mapping
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, ValidationError, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from hoistway.server.variables import PREFIX, FileSource
from hoistway.server.variables import CannotStart as CannotStart
from hoistway.server.variables import words as _words

REPOSITORY = Path(__file__).resolve().parents[3]

Port = Annotated[int, Field(ge=1, le=65535)]


class Config(BaseSettings):
    """Everything that may differ between two installations, checked before anything starts."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, frozen=True, env_ignore_empty=True, extra="forbid"
    )

    home: Path = Field(default=REPOSITORY / "var", description="all data of this installation")
    database_url: str | None = Field(
        default=None, description="PostgreSQL 18 for web, worker, watch; none = embedded"
    )
    owner_database_url: str | None = Field(
        default=None, description="the same database as the role that owns the tables"
    )
    nats_url: str | None = Field(default=None, description="NATS; none = embedded")
    nats_callout_url: str | None = Field(
        default=None, description="that NATS as the user who answers who may connect by MQTT"
    )
    nats_account: str = Field(default="HOISTWAY", description="that NATS' account of the devices")
    stream_replicas: Literal[1, 3] = Field(
        default=1, description="copies of the log in a cluster of NATS"
    )
    web_host: str = Field(default="127.0.0.1", description="address on which pages are served")
    web_port: Port = 8420
    web_workers: int = Field(
        default=0, ge=0, le=4, description="processes that serve pages; 0 = 2, in the demo 1"
    )
    ingest_port: Port = 8421
    nats_port: Port = 14222
    mqtt_port: Port = 11883
    public_url: str | None = Field(
        default=None, description="how phones reach the pages, printed in plates"
    )
    sandbox_port: Port = 8430
    sandbox_url: str | None = Field(default=None, description="how the sandbox is reached")
    sandbox: bool = Field(default=False, description="set for the sandbox's own processes")
    demo: bool = Field(default=False, description="the invented city with its simulation")
    elevators: int = Field(default=2000, ge=20, le=400_000)
    lan: bool = Field(default=False, description="serve HTTPS and MQTT to the local network")
    allowed_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)] = ()
    trusted_proxies: Annotated[
        tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_words)
    ] = Field(default=(), description="only these may set X-Forwarded-For and -Proto")
    webhook_networks: Annotated[
        tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_words)
    ] = Field(default=(), description="networks of the own house to which webhooks may be sent")
    city: Literal["shanghai"] = "shanghai"
    sms_provider: Literal["http", "aliyun", "tencent"] = "http"
    sms_gateway_url: str = Field(default="", description="HTTP gateway for text messages")
    sms_gateway_token: str = Field(default="", description="bearer token of that gateway")
    sms_sign: str = Field(default="", description="signature that the provider has approved")
    sms_app: str = Field(default="", description="SmsSdkAppId at Tencent Cloud")
    voice_provider: Literal["http", "aliyun"] = "http"
    voice_gateway_url: str = Field(default="", description="HTTP gateway for calls")
    voice_gateway_token: str = Field(default="", description="bearer token of that gateway")
    voice_number: str = Field(default="", description="number that calls show, at Aliyun")
    cloud_key_id: str = Field(default="", description="access key at Aliyun or Tencent Cloud")
    cloud_key_secret: str = Field(default="", description="its secret")
    mail_url: str = Field(default="", description="smtp://, smtps:// or smtp+starttls://")
    mail_from: str = Field(default="", description="sender of mail")
    push_contact: str = Field(default="", description="mailto: or https: for browser vendors")
    push_hosts: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)] = (
        "fcm.googleapis.com", "updates.push.services.mozilla.com", ".push.apple.com",
        ".notify.windows.com",
    )  # fmt: skip
    receipt_token: str = Field(default="", description="token of providers' callbacks")
    oidc_issuer: str = Field(default="", description="the city's own sign-in (OpenID Connect)")
    oidc_client_id: str = Field(default="", description="as which client it knows us")
    oidc_client_secret: str = Field(default="", description="the secret of that client")
    oidc_name: str = Field(default="", description="what the button on the sign-in page says")
    oidc_scopes: str = Field(default="openid", description="what we ask of it")
    oidc_login_claim: str = Field(default="", description="claim that names our login, if any")
    wechat_app_id: str = Field(default="", description="number of the mini-program")
    wechat_secret: str = Field(default="", description="its secret (AppSecret)")
    wechat_url: str = Field(default="https://api.weixin.qq.com", description="WeChat's own API")
    ledger_algorithm: Literal["ed25519", "sm2-sm3"] = Field(
        default="ed25519", description="by which the platform signs what it keeps"
    )
    stamp_url: str = Field(default="", description="authority of time stamps (RFC 3161)")
    stamp_roots: Path | None = Field(
        default=None, description="that authority's root certificate in PEM"
    )
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    without: Annotated[tuple[str, ...], NoDecode, BeforeValidator(_words)] = Field(
        default=(), description="processes left out, to show what fails without them"
    )
    count_queries: bool = Field(
        default=False, description="say in each answer how often the page asked the database"
    )
    browser: Path | None = Field(default=None, description="Chromium for tests and pictures")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read arguments first, then variables, then files named by variables."""
        env = EnvSettingsSource(settings_cls)
        return init_settings, env, FileSource(settings_cls)

    @field_validator("home")
    @classmethod
    def _absolute(cls, home: Path) -> Path:
        return home.expanduser().absolute()

    @field_validator("database_url", "owner_database_url")
    @classmethod
    def _postgres(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("postgresql://", "postgres://")):
            raise ValueError("it must begin with postgresql://")
        return url

    @field_validator("nats_url", "nats_callout_url")
    @classmethod
    def _nats(cls, url: str | None) -> str | None:
        if url is not None and not url.startswith(("nats://", "tls://")):
            raise ValueError("it must begin with nats:// or tls://")
        return url

    @field_validator("public_url", "sandbox_url", "oidc_issuer", "wechat_url")
    @classmethod
    def _web(cls, url: str | None) -> str | None:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError("it must begin with http:// or https://")
        return url.rstrip("/") if url else url

    @field_validator("stream_replicas", mode="before")
    @classmethod
    def _number(cls, value: object) -> object:
        return int(value) if isinstance(value, str) and value.isdecimal() else value

    @field_validator("trusted_proxies", "webhook_networks", mode="before")
    @classmethod
    def _networks(cls, words: object) -> object:
        words = _words(words)
        if isinstance(words, tuple):
            return tuple(ip_network(word) for word in words)
        return words

    @model_validator(mode="after")
    def _ports_differ(self) -> Self:
        ports = {
            "web_port": self.web_port,
            "ingest_port": self.ingest_port,
            "nats_port": self.nats_port,
            "mqtt_port": self.mqtt_port,
        }
        if len(set(ports.values())) < len(ports):
            raise ValueError("the four ports must differ: " + ", ".join(map(_pair, ports.items())))
        return self

    @model_validator(mode="after")
    def _callout_belongs_to_a_nats(self) -> Self:
        if self.nats_callout_url and not self.nats_url:
            raise ValueError("HOISTWAY_NATS_CALLOUT_URL counts only with HOISTWAY_NATS_URL")
        return self

    @model_validator(mode="after")
    def _sign_in_is_whole(self) -> Self:
        if bool(self.oidc_issuer) != bool(self.oidc_client_id):
            raise ValueError("HOISTWAY_OIDC_ISSUER and HOISTWAY_OIDC_CLIENT_ID belong together")
        if bool(self.wechat_app_id) != bool(self.wechat_secret):
            raise ValueError("HOISTWAY_WECHAT_APP_ID and HOISTWAY_WECHAT_SECRET belong together")
        return self

    @property
    def web_processes(self) -> int:
        """How many processes serve pages on one port.

        Chosen: one process serves some 8 visits from phones a second, the issue's morning has 14.
        """
        return self.web_workers or (1 if self.demo else 2)

    @property
    def bind(self) -> str:
        """The address on which web, ingest and MQTT listen."""
        return "0.0.0.0" if self.lan and self.web_host == "127.0.0.1" else self.web_host  # noqa: S104 -- asked for by --lan

    @property
    def base_url(self) -> str:
        """The address of the pages as printed for people and in plates, without final slash."""
        if self.public_url:
            return self.public_url
        if self.lan:
            return f"https://{lan_address()}:{self.web_port}"
        return f"http://{self.web_host}:{self.web_port}"

    def environment(self) -> dict[str, str]:
        """Return the environment for a child process, so that it loads an equal `Config`."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith(PREFIX)}
        ours: dict[str, str] = {}
        for name, value in self.model_dump(mode="json", exclude_defaults=True).items():
            text = ",".join(value) if isinstance(value, list) else str(value)
            ours[PREFIX + name.upper()] = text
        source = str(REPOSITORY / "src")
        return kept | ours | {"PYTHONPATH": source, PREFIX + "HOME": str(self.home)}


def _pair(item: tuple[str, int]) -> str:
    return f"{PREFIX}{item[0].upper()}={item[1]}"


def name_settings() -> None:
    """Tell Django where its settings are, unless the environment already does."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hoistway.server.settings")


def lan_address() -> str:
    """Return this machine's address in the local network, or the loopback when there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # RFC 5737 test network: no packet is sent
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


def load(**given: Any) -> Config:
    """Read and check the configuration; what is `given` goes before the environment.

    Raises: CannotStart, with one sentence that names the variable.
    """
    _refuse_unknown(os.environ)
    try:
        return Config(**given)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = PREFIX + str(first["loc"][0]).upper() if first["loc"] else "HOISTWAY_*_PORT"
        reason = first["msg"].removeprefix("Value error, ")
        if reason.startswith(PREFIX):
            raise CannotStart(sentence=f"{reason}.") from None
        value = "" if "url" in name.lower() or not first["loc"] else f" is {first['input']!r}:"
        sentence = f"{name}{value} {reason[:1].lower()}{reason[1:]}.".replace("..", ".")
        raise CannotStart(sentence=sentence) from None


def _refuse_unknown(environment: Mapping[str, str]) -> None:
    known = {PREFIX + name.upper() for name in Config.model_fields}
    known |= {name + "_FILE" for name in known}
    for name in environment:
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"; did you mean {near[0]}?" if near else "."
            raise CannotStart(sentence=f"{name} is not a setting of Hoistway{hint}")
