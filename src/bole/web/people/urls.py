"""The addresses of `bole.web.people`, and those of no app in particular."""

from django.urls import URLPattern, URLResolver, path

from bole.web.common import views as common
from bole.web.people.views import managers, organisation, signing, users

urlpatterns: list[URLPattern | URLResolver] = [
    path("", common.home, name="home"),
    path("search/", common.search, name="search"),
    path("notifications/", common.notifications, name="notifications"),
    path("notifications/read/", common.notifications_read, name="notifications_read"),
    path("notifications/<int:pk>/", common.notification_open, name="notification_open"),
    path("login/", signing.sign_in, name="login"),
    path("login/password/", signing.password_renew, name="password_renew"),
    path("logout/", signing.sign_out, name="logout"),
    path("language/", signing.set_language, name="set_language"),
    path("profile/", signing.profile, name="profile"),
    path("profile/password/", signing.password_change, name="password_change"),
    path("units/", organisation.units, name="units"),
    path("units/new/", organisation.unit_create, name="unit_create"),
    path("units/<int:pk>/", organisation.unit, name="unit"),
    path("units/<int:pk>/name/", organisation.unit_rename, name="unit_rename"),
    path("units/<int:pk>/parent/", organisation.unit_move, name="unit_move"),
    path("units/<int:pk>/factor/", organisation.unit_factor, name="unit_factor"),
    path("managers/", managers.managers, name="managers"),
    path("managers/new/", managers.manager_create, name="manager_create"),
    path("managers/<int:pk>/", managers.manager, name="manager"),
    path("managers/<int:pk>/transfer/", managers.manager_transfer, name="manager_transfer"),
    path("managers/<int:pk>/exclusion/", managers.manager_exclude, name="manager_exclude"),
    path("users/", users.users, name="users"),
    path("users/new/", users.user_create, name="user_create"),
    path("users/<int:pk>/", users.user, name="user"),
    path("users/<int:pk>/roles/", users.role_grant, name="role_grant"),
    path("users/<int:pk>/active/", users.user_activate, name="user_activate"),
    path("users/<int:pk>/password/", users.user_password, name="user_password"),
    path("users/roles/<int:pk>/end/", users.role_revoke, name="role_revoke"),
]
