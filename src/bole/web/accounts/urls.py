"""The addresses of `bole.web.accounts`."""

from django.urls import URLPattern, URLResolver, path

from bole.web.accounts.views import signing, users

urlpatterns: list[URLPattern | URLResolver] = [
    path("login/", signing.sign_in, name="login"),
    path("login/password/", signing.password_renew, name="password_renew"),
    path("logout/", signing.sign_out, name="logout"),
    path("language/", signing.set_language, name="set_language"),
    path("profile/", signing.profile, name="profile"),
    path("profile/password/", signing.password_change, name="password_change"),
    path("users/", users.users, name="users"),
    path("users/new/", users.user_create, name="user_create"),
    path("users/<int:pk>/", users.user, name="user"),
    path("users/<int:pk>/roles/", users.role_grant, name="role_grant"),
    path("users/<int:pk>/active/", users.user_activate, name="user_activate"),
    path("users/<int:pk>/password/", users.user_password, name="user_password"),
    path("users/roles/<int:pk>/end/", users.role_revoke, name="role_revoke"),
]
