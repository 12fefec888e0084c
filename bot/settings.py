"""Settings: read once from `FACTBOT_…` variables and an optional TOML file, then frozen."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from platformdirs import user_data_path
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    ValidationError,
    create_model,
    field_validator,
)
from pydantic_core import PydanticCustomError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from bot.checking.unasked import DENIAL_DAYS
from bot.errors import BadSettings
from bot.misread import CONFIG, PREFIX, refuse_unknown_variables, told
from bot.wording import LANGUAGES, is_spoken


class Section(BaseModel):
    """A frozen group of settings that refuses unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Limits(Section):
    """How often one person may ask: `questions` within `seconds`."""

    questions: int = Field(default=10, ge=1, le=1_000)
    seconds: int = Field(default=60, ge=1, le=86_400)


class MetricsSettings(Section):
    """Where `/healthz`, `/readyz` and `/metrics` are served; nowhere without `port`."""

    port: int | None = Field(default=None, ge=0, le=65_535)
    listen: str = "127.0.0.1"


class TracingSettings(Section):
    """Where spans are sent: a collector's address for OTLP over HTTP; nowhere when empty."""

    endpoint: str = ""


class SemanticSettings(Section):
    """The optional sentence encoder (extra `semantic`): the folder it is in, none by default."""

    model: Path | None = None
    vectors: Path | None = None
    """Where the vectors of published facts are kept; the user's cache directory when unset."""
    threads: int = Field(default=1, ge=1, le=64)


class Healing(Section):
    """Cards posted in the last `days` are edited when their fact changes, one in `pace`
    seconds on each platform.
    """

    days: int = Field(default=30, ge=1, le=3_650)
    pace: float = Field(default=1.0, ge=0.05, le=3_600)


class Retention(Section):
    """Days after which things are forgotten. `replies` are what cards are corrected by: a card
    that is older than that stays as it was last.
    """

    replies: int = Field(default=365, ge=1, le=36_500)
    questions: int = Field(default=90, ge=1, le=36_500)
    reports: int = Field(default=365, ge=1, le=36_500)
    drafts: int = Field(default=30, ge=1, le=36_500)
    errands: int = Field(default=60, ge=8, le=36_500)
    decisions: int = Field(default=365, ge=1, le=36_500)


class Settings(BaseSettings):
    """All settings of the core. Platforms add a section each, found by `section`."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", frozen=True, extra="forbid"
    )

    database_url: SecretStr = Field(default_factory=lambda: SecretStr(default_database_url()))
    """SQLAlchemy URL of the base; secret because it may hold a password."""
    secret: SecretStr = SecretStr("")
    """Key for hashing people's ids; made and kept in the base when empty."""
    locale: str = "en"
    """A language that the bot speaks, with a region or without, for whom nothing tells another."""
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    log_format: Literal["auto", "console", "json"] = "auto"
    limits: Limits = Limits()
    denial_days: int = Field(default=DENIAL_DAYS, ge=1, le=36_500)
    """Days after which a denial that nobody has looked at since is no longer said unprompted."""
    index_file: Path | None = None
    """Where `factbot index save` keeps the index; read at the start, so that a large base can be
    searched at once. None: the index is made from the base."""
    semantic: SemanticSettings = SemanticSettings()
    healing: Healing = Healing()
    retention: Retention = Retention()
    source_checks: bool = False
    """Whether to look now and then whether the addresses of sources still answer."""
    metrics: MetricsSettings = MetricsSettings()
    tracing: TracingSettings = TracingSettings()

    @field_validator("locale")
    @classmethod
    def _spoken(cls, locale: str) -> str:
        if not is_spoken(locale):
            raise PydanticCustomError("locale", f"must be one of {', '.join(LANGUAGES)}")
        return locale

    @property
    def embedded(self) -> bool:
        """Whether the base is a file of this machine's own, kept by factbot alone."""
        return make_url(self.database_url.get_secret_value()).get_backend_name() == "sqlite"

    def section(self, name: str) -> Any:
        """The settings of one platform. Raises `AttributeError` for unknown ones."""
        return getattr(self, name)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the parent's signature
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - likewise
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Variables win over the file."""
        path = config_path(os.environ)
        file = TomlConfigSettingsSource(settings_cls, path) if path else init_settings
        return init_settings, env_settings, file


def default_database_url() -> str:
    """A SQLite file in the user's data directory."""
    return f"sqlite:///{user_data_path('factbot', appauthor=False) / 'factbot.sqlite3'}"


def config_path(environ: Mapping[str, str]) -> Path | None:
    """The TOML file to read, if any."""
    named = environ.get(CONFIG)
    path = Path(named or "factbot.toml")
    if named and not path.is_file():
        raise BadSettings(f"{CONFIG} names a file that does not exist")
    return path if path.is_file() else None


def load_settings(sections: Mapping[str, type[BaseModel]] | None = None) -> Settings:
    """Read the settings; `sections` are the platforms' own.

    Raises:
        BadSettings: one line that names the setting and says what is wrong with it, without
            its value.
    """
    fields: dict[str, Any] = {
        name: (section, Field(default_factory=section))
        for name, section in (sections or {}).items()
    }
    model = create_model("Settings", __base__=Settings, **fields)
    try:
        refuse_unknown_variables(model, os.environ)
        settings = model()
        make_url(settings.database_url.get_secret_value())
    except ValidationError as problem:
        file = config_path(os.environ)
        raise told(model, problem.errors()[0], os.environ, file) from None
    except SettingsError:
        raise BadSettings("a FACTBOT_ variable holds a value that can't be read") from None
    except tomllib.TOMLDecodeError as problem:
        raise BadSettings(f"the settings file is not valid TOML: {problem}") from None
    except UnicodeDecodeError:
        raise BadSettings("the settings file is not UTF-8 text") from None
    except (ArgumentError, ValueError):  # the latter names a part of the password as a port
        raise BadSettings(
            "FACTBOT_DATABASE_URL: must be a SQLAlchemy URL, such as sqlite:///factbot.sqlite3"
        ) from None
    return settings
