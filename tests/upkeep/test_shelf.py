"""Files in a store that all servers share: what a row holds, and what happens when it is away."""

import hashlib

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from decisions.upkeep.sweeping import sweep_files
from forum.audit.checks import trail_checks
from forum.files import shelf
from forum.files.shelf import MARK, ShelfAway, Shelved
from forum.models import StoredFile
from forum.workflow.files import store_file
from tests.object_store import object_store

pytestmark = pytest.mark.django_db
CSV = b"School,Pupils\r\nAmber Hill,210\r\n"


@pytest.fixture
def store(settings):
    """The object store of production, on this machine."""
    with object_store() as store:
        options = {
            "bucket_name": "tabled",
            "location": "files",
            "endpoint_url": f"http://127.0.0.1:{store.server_port}",
            "region_name": "eu-west-2",
            "access_key": "key",
            "secret_key": "secret",
        }
        place = {"BACKEND": "config.storage.ObjectStore", "OPTIONS": options}
        settings.STORAGES = {**settings.STORAGES, "default": place}
        settings.FILES_APART = True
        yield store
    storages._storages.clear()


@pytest.fixture
def file(store, forum, clerk):
    return store_file(forum, SimpleUploadedFile("pupils.csv", CSV), by=clerk)


def raw(file):
    """What stands in the row itself."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT content FROM forum_storedfile")
        (content,) = cursor.fetchone()
    return bytes(content)


def test_row_names_its_bytes_and_the_store_has_them(store, file):
    sha256 = hashlib.sha256(CSV).hexdigest()

    assert raw(file) == MARK + sha256.encode()
    assert store.kept == {f"tabled/files/{sha256[:2]}/{sha256}": CSV}
    assert bytes(StoredFile.objects.get().content) == CSV


def test_file_in_the_store_is_handed_out_and_verified(client, store, file, clerk, forum):
    client.force_login(clerk)

    response = client.get(reverse("forum:file_download", args=[forum.slug, file.pk]))

    assert response.content == CSV
    assert all(check.passed for check in trail_checks(forum))


def test_bytes_that_were_changed_in_the_store_are_handed_to_nobody(client, store, file, clerk):
    (key,) = store.kept
    store.kept[key] = CSV.replace(b"210", b"310")
    client.force_login(clerk)

    with pytest.raises(ShelfAway):
        bytes(StoredFile.objects.get().content)


def test_store_that_is_away_is_said_in_a_sentence(client, store, file, clerk, forum):
    store.is_down = True
    client.force_login(clerk)

    response = client.get(reverse("forum:file_download", args=[forum.slug, file.pk]))

    assert response.status_code == 503
    assert "The files of this site cannot be reached at the moment" in response.content.decode()


def test_nothing_is_written_that_names_what_the_store_did_not_take(store, forum, clerk):
    store.is_down = True

    with pytest.raises(ShelfAway):
        store_file(forum, SimpleUploadedFile("pupils.csv", CSV), by=clerk)

    assert not StoredFile.objects.exists()


def test_file_in_the_database_stays_there_and_nothing_else_is_kept(settings, forum, clerk):
    file = store_file(forum, SimpleUploadedFile("pupils.csv", CSV), by=clerk)

    assert not settings.FILES_APART
    assert raw(file) == CSV


def test_bytes_cannot_pretend_to_be_the_name_of_others(forum, clerk):
    field = StoredFile._meta.get_field("content")

    with pytest.raises(ValueError, match="cannot begin like the name of another"):
        field.get_db_prep_save(MARK + b"0" * 64, connection)
    assert isinstance(shelf.as_kept(MARK + b"0" * 64), Shelved)


def test_no_migration_tells_the_two_ways_apart():
    field = StoredFile._meta.get_field("content")

    assert field.deconstruct()[1] == "django.db.models.BinaryField"


def test_what_no_row_names_is_swept_once_it_is_a_day_old(store, file):
    orphan = shelf.shelve(b"left behind by a change that never came about")
    now = timezone.now()

    assert sweep_files(at=now) == 0
    store.put_at -= 2 * 24 * 60 * 60
    assert sweep_files(at=now) == 1
    assert list(store.kept) == [f"tabled/files/{shelf.place(file.sha256)}"]
    assert orphan.sha256 != file.sha256


def test_nothing_is_swept_where_files_lie_in_the_database(forum):
    assert sweep_files(at=timezone.now()) == 0
