"""People: whoever signs in, sits, owns an action or wrote a paper."""

from __future__ import annotations

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower

from forum.choices import Role
from forum.constraints import one_of
from forum.models.base import ForumRecord


class PersonQuerySet(models.QuerySet["Person"]):
    def holding(self, forum: models.Model, *roles: Role) -> PersonQuerySet:
        """Those who hold one of these roles in the forum and may sign in."""
        held = RoleGrant.objects.filter(forum=forum.pk, role__in=roles).values("person")
        return self.filter(pk__in=held, is_active=True)


class People(BaseUserManager["Person"]):
    def create_user(
        self, email: str, name: str, password: str | None = None, post: str = ""
    ) -> Person:
        """A person; without a password nobody can sign in as them."""
        person = self.model(email=email.strip().lower(), name=name, post=post)
        person.set_password(password)
        person.save()
        return person


class Person(AbstractBaseUser):
    """Somebody known to the installation, by e-mail address."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    post = models.CharField(max_length=160, blank=True)
    is_active = models.BooleanField(default=True)
    is_demo = models.BooleanField(default=False)
    """Invented, and can be chosen to sign in as where DEMO=1."""
    is_site_administrator = models.BooleanField(default=False)
    """Founds forums, and names the first people of each; reads nothing that is not public."""

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    objects = People.from_queryset(PersonQuerySet)()

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"
        constraints = [
            models.UniqueConstraint(Lower("email"), name="forum_person_email_whatever_its_case")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def in_post(self) -> str:
        """The name with the post held: "Priya Shah, Schools Finance Manager"."""
        return f"{self.name}, {self.post}" if self.post else self.name


class RoleGrant(ForumRecord):
    """A job in the system that a person holds in one forum."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="role_grants")
    role = models.CharField(max_length=20, choices=Role.choices)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "person", "role"], name="forum_rolegrant_once_per_role"
            ),
            one_of("role", Role),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()}"


class RoleProposal(ForumRecord):
    """The role of administrator that one administrator wants to give; a second one decides."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="role_proposals")
    role = models.CharField(max_length=20, choices=Role.choices)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "person", "role"], name="forum_roleproposal_once_per_role"
            ),
            one_of("role", Role),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.get_role_display()} (proposed)"
