"""What the record's own words are called on a page."""

from django import template

from bole.web.audit import choices

register = template.Library()
register.filter("action_label", choices.action_label)
register.filter("subject_label", choices.subject_label)
register.filter("actor_label", choices.actor_label)
