"""What the record's own words are called on a page."""

from django import template

from bole.web.audit import words

register = template.Library()
register.filter("action_label", words.action_label)
register.filter("subject_label", words.subject_label)
register.filter("actor_label", words.actor_label)
