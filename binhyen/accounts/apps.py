from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "binhyen.accounts"
    label = "accounts"
    default = True


class AllauthAccountConfig(AppConfig):
    """allauth's account app without its demand for its middleware by name.

    The desk wraps that middleware (binhyen.site.sessions.DeskAccount), because it reads a session, and the
    resident's side has none.
    """

    name = "allauth.account"
    default = False
    default_auto_field = "django.db.models.AutoField"

    def ready(self) -> None:
        from allauth.account import checks  # noqa: F401  # registers its checks by being imported
