"""Django's settings, derived from `Config`; every value here follows from one of ours."""

from ipaddress import ip_network

from csp.constants import NONE, SELF

from hoistway.foundation import clock
from hoistway.server import addresses, fonts, packages, secrets
from hoistway.server.config import REPOSITORY, load

CONFIG = load()
HOME = CONFIG.home
BASE_URL = CONFIG.base_url
_SECRETS = secrets.keep(home=HOME)
PLATE_KEYS = _SECRETS.plate_keys.by_version
PLATE_KEY_VERSION = _SECRETS.plate_keys.current
DEVICE_KEY = _SECRETS.device_token_key
LEDGER_KEY = _SECRETS.ledger_key
WEBHOOK_KEY = _SECRETS.webhook_key
_LOOPBACK = (ip_network("127.0.0.0/8"),) if CONFIG.demo and not CONFIG.sandbox else ()
WEBHOOK_NETWORKS = CONFIG.webhook_networks or _LOOPBACK
LEDGER_ALGORITHM = CONFIG.ledger_algorithm
STAMP_URL = CONFIG.stamp_url
STAMP_ROOTS = CONFIG.stamp_roots
DEMO, SANDBOX = CONFIG.demo, CONFIG.sandbox
NATS_URL = addresses.nats_url(config=CONFIG, secrets=_SECRETS)
FONTS = fonts.folder(home=HOME)
HISTORY = addresses.history(config=CONFIG)
SMS_PROVIDER = CONFIG.sms_provider
SMS_GATEWAY_URL = CONFIG.sms_gateway_url
SMS_GATEWAY_TOKEN = CONFIG.sms_gateway_token
SMS_SIGN, SMS_APP = CONFIG.sms_sign, CONFIG.sms_app
VOICE_PROVIDER = CONFIG.voice_provider
VOICE_GATEWAY_URL = CONFIG.voice_gateway_url
VOICE_GATEWAY_TOKEN = CONFIG.voice_gateway_token
VOICE_NUMBER = CONFIG.voice_number
CLOUD_KEY_ID, CLOUD_KEY_SECRET = CONFIG.cloud_key_id, CONFIG.cloud_key_secret
MAIL_URL, MAIL_FROM = CONFIG.mail_url, CONFIG.mail_from
PUSH_CONTACT, PUSH_HOSTS = CONFIG.push_contact or BASE_URL, CONFIG.push_hosts
RECEIPT_TOKEN = CONFIG.receipt_token
OIDC_ISSUER, OIDC_NAME = CONFIG.oidc_issuer, CONFIG.oidc_name
OIDC_CLIENT_ID, OIDC_CLIENT_SECRET = CONFIG.oidc_client_id, CONFIG.oidc_client_secret
OIDC_SCOPES, OIDC_LOGIN_CLAIM = CONFIG.oidc_scopes, CONFIG.oidc_login_claim
WECHAT_APP_ID, WECHAT_SECRET = CONFIG.wechat_app_id, CONFIG.wechat_secret
WECHAT_URL = CONFIG.wechat_url
SUBJECT_KEY = _SECRETS.subject_key

clock.follow(HOME / "clock-offset" if DEMO else None)

SECRET_KEY = _SECRETS.django_key
DEBUG = False
_ANY_HOST = ["*"] if CONFIG.lan or DEMO else []
ALLOWED_HOSTS = [*CONFIG.allowed_hosts, *_ANY_HOST, "127.0.0.1", "localhost"]
ROOT_URLCONF = "hoistway.server.urls"
ASGI_APPLICATION = "hoistway.server.asgi.application"
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "procrastinate.contrib.django",
    "pgtrigger",
    "pghistory",
    "csp",
    "django_htmx",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.idp.oidc",
    "hoistway.foundation.apps.FoundationConfig",
    "hoistway.parties.apps.PartiesConfig",
    "hoistway.registry.apps.RegistryConfig",
    "hoistway.plates.apps.PlatesConfig",
    "hoistway.filings.apps.FilingsConfig",
    "hoistway.bulletins.apps.BulletinsConfig",
    "hoistway.ledger.apps.LedgerConfig",
    "hoistway.duties.apps.DutiesConfig",
    "hoistway.inspection.apps.InspectionConfig",
    "hoistway.insurance.apps.InsuranceConfig",
    "hoistway.sampling.apps.SamplingConfig",
    "hoistway.maintenance.apps.MaintenanceConfig",
    "hoistway.faults.apps.FaultsConfig",
    "hoistway.monitoring.apps.MonitoringConfig",
    "hoistway.yearplans.apps.YearPlansConfig",
    "hoistway.telemetry.apps.TelemetryConfig",
    "hoistway.lifecycle.apps.LifecycleConfig",
    "hoistway.quality.apps.QualityConfig",
    "hoistway.messages.apps.MessagesConfig",
    "hoistway.emergency.apps.EmergencyConfig",
    "hoistway.supervision.apps.SupervisionConfig",
    "hoistway.riders.apps.RidersConfig",
    "hoistway.safety.apps.SafetyConfig",
    "hoistway.credit.apps.CreditConfig",
    "hoistway.ondemand.apps.OnDemandConfig",
    "hoistway.reform.apps.ReformConfig",
    "hoistway.programs.apps.ProgramsConfig",
    "hoistway.changes.apps.ChangesConfig",
    "hoistway.exchange.apps.ExchangeConfig",
    "hoistway.conformance.apps.ConformanceConfig",
    "hoistway.openapi.apps.OpenapiConfig",
    "hoistway.web.apps.WebConfig",
    "hoistway.server.apps.ServerConfig",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "hoistway.web.static_files.WholeStaticFiles",
    *(["hoistway.server.counting.CountedQueries"] if DEMO or CONFIG.count_queries else []),
    "csp.middleware.CSPMiddleware",
    "hoistway.web.middleware.ChosenLanguage",
    "hoistway.openapi.metering.Metering",
    "hoistway.openapi.middleware.ProblemsForPrograms",
    "hoistway.web.middleware.Refusals",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
AUTHENTICATION_BACKENDS = ["hoistway.web.signing_in.AccountBackend"]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "hoistway.web.frame.frame",
            ],
            "builtins": ["hoistway.web.templatetags.house"],
        },
    }
]
AUTH_USER_MODEL = "parties.Account"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    "hoistway.programs.actions.apps.RandomSecretHasher",
]
_VALIDATION = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATION}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATION}.CommonPasswordValidator"},
]
LOGIN_URL = "/sign-in"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
IDP_OIDC_ADAPTER = "hoistway.web.identity.provider.OurProvider"
IDP_OIDC_PRIVATE_KEY = _SECRETS.sign_in_key
IDP_OIDC_ACCESS_TOKEN_EXPIRES_IN = 600  # Chosen: long enough to ask once who came
IDP_OIDC_AUTHORIZATION_CODE_EXPIRES_IN = 60  # Source: RFC 6749 4.1.2 (at most ten minutes)
SESSION_COOKIE_NAME = "hoistway"
SESSION_COOKIE_AGE = 12 * 3600  # Chosen: one shift
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
_SECURE = CONFIG.base_url.startswith("https://")
SESSION_COOKIE_SECURE = _SECURE
CSRF_COOKIE_SECURE = _SECURE
CSRF_FAILURE_VIEW = "hoistway.web.refusals.forgery_suspected"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:"],
        "connect-src": [SELF],
        "worker-src": [SELF, "blob:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}


DATABASES = {
    "default": {
        **addresses.django_database(addresses.database_url(config=CONFIG, secrets=_SECRETS)),
        "CONN_MAX_AGE": 0,
    }
}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "parties_passing",  # every process and machine of an installation sees it
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
READER = packages.READER.folder(home=HOME)
STATICFILES_DIRS = [("reader", READER)] if READER.is_dir() else []
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "hoistway.web.static_files.HashedStaticFiles"},
}
WHITENOISE_USE_FINDERS = False
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]
INTEGRATE = REPOSITORY / "docs" / "integrate"
LOCALE_PATHS = [REPOSITORY / "src" / "hoistway" / "web" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8_000  # a firm of 1,000 technicians files itself by one form
LOGGING_CONFIG = None
PROCRASTINATE_ON_APP_READY = None
PROCRASTINATE_IMPORT_PATHS = [
    "hoistway.changes.tasks",
    "hoistway.conformance.tasks",
    "hoistway.credit.tasks",
    "hoistway.duties.tasks",
    "hoistway.emergency.tasks",
    "hoistway.exchange.tasks",
    "hoistway.faults.tasks",
    "hoistway.filings.tasks",
    "hoistway.inspection.tasks",
    "hoistway.insurance.tasks",
    "hoistway.ledger.tasks",
    "hoistway.lifecycle.tasks",
    "hoistway.maintenance.tasks",
    "hoistway.messages.tasks",
    "hoistway.monitoring.tasks",
    "hoistway.ondemand.tasks",
    "hoistway.plates.tasks",
    "hoistway.programs.tasks",
    "hoistway.quality.tasks",
    "hoistway.reform.tasks",
    "hoistway.registry.tasks",
    "hoistway.riders.tasks",
    "hoistway.safety.tasks",
    "hoistway.sampling.tasks",
    "hoistway.server.tasks",
    "hoistway.supervision.tasks",
    "hoistway.telemetry.tasks",
    "hoistway.yearplans.tasks",
]
