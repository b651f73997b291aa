"""An agenda in as few columns as it can have."""

from django.db import models


class Meeting(models.Model):
    title = models.CharField(max_length=200)

    def __str__(self):
        return self.title


class Item(models.Model):
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="items")
    number = models.IntegerField()
    title = models.CharField(max_length=300)
    presenter = models.CharField(max_length=100)
    minutes = models.IntegerField()
    purpose = models.CharField(max_length=30)
    recommendation = models.TextField()

    def __str__(self):
        return self.title


class Paper(models.Model):
    item = models.ForeignKey(Item, models.CASCADE, related_name="papers")
    name = models.CharField(max_length=300)

    def __str__(self):
        return self.name
