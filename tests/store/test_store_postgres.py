"""A real server: what is refused and in which words, one writer, readers beside it, a server that goes away."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.pool import NullPool
from store_made import a_record

import postgres_server
from retinue.errors import StoreError
from retinue.model import Entity, EntityType
from retinue.store import Store
from retinue.store import postgres as only_postgres
from retinue.store.upkeep import check

pytestmark = pytest.mark.xdist_group("postgresql")
Databases = postgres_server.Databases


@pytest.fixture
def url(postgres: Databases) -> Iterator[str]:
    """A record on the server, with nothing in it."""
    with postgres.lent() as found:
        yield found


def said(url: str, *statements: str) -> None:
    engine = create_engine(url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def of(url: str, **changed: object) -> str:
    return make_url(url).set(**changed).render_as_string(hide_password=False)  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------- refused
def test_a_server_that_is_not_there_is_said_without_its_password() -> None:
    with pytest.raises(StoreError, match="can't be reached") as told:
        Store.open("postgresql+psycopg://ana:secret@127.0.0.1:9/news")
    assert "ana:***@127.0.0.1:9/news" in str(told.value)
    assert "secret" not in str(told.value)


def test_a_database_that_is_not_there_is_said(url: str) -> None:
    with pytest.raises(StoreError, match="does not exist; make it first: CREATE DATABASE"):
        Store.open(of(url, database="no_such_news"))


def test_a_user_that_is_not_there_is_said(url: str) -> None:
    with pytest.raises(StoreError, match=r"knows no such user|refused the password"):
        Store.open(of(url, username="nobody_at_all", password="secret"))


def test_a_wrong_password_is_said_and_not_printed(postgres: Databases, url: str) -> None:
    if postgres.server.folder is None:
        pytest.skip("the rules of a server that is given are its own")
    said(url, "DROP ROLE IF EXISTS keeper", "CREATE ROLE keeper LOGIN PASSWORD 'right'")
    rules = postgres.server.folder / "data" / "pg_hba.conf"
    before = rules.read_text()
    try:
        rules.write_text("host all keeper 127.0.0.1/32 scram-sha-256\n" + before)
        said(url, "SELECT pg_reload_conf()", "SELECT pg_sleep(0.2)")
        with pytest.raises(StoreError, match="refused the password") as told:
            Store.open(of(url, username="keeper", password="wr0ng"))
        assert "wr0ng" not in str(told.value)
        said(url, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO keeper")
        with Store.open(of(url, username="keeper", password="right"), readonly=True) as store:
            assert store.counts().documents == 0
    finally:
        rules.write_text(before)
        said(url, "SELECT pg_reload_conf()", "DROP OWNED BY keeper", "DROP ROLE keeper")


def test_what_a_user_may_not_do_is_said(url: str) -> None:
    said(url, "DROP ROLE IF EXISTS looker", "CREATE ROLE looker LOGIN")
    try:
        with pytest.raises(StoreError, match="refuses this user; an owner of the database must GRANT"):
            Store.open(of(url, username="looker"), readonly=True)
        said(url, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO looker")
        with Store.open(of(url, username="looker"), readonly=True) as store:
            assert store.counts().documents == 0
        with Store.open(of(url, username="looker")) as store, pytest.raises(StoreError, match="refuses this user"):
            store.put(a_record(), "c1")
    finally:
        said(url, "DROP OWNED BY looker", "DROP ROLE looker")


def test_somebody_else_s_database_is_refused_and_left_alone(postgres: Databases) -> None:
    url = postgres.new()
    said(url, "CREATE TABLE orders (id int)")
    for readonly in (True, False):
        with pytest.raises(StoreError, match="is not a Retinue database: it holds other tables"):
            Store.open(url, readonly=readonly)
    said(url, "DROP TABLE orders")
    with pytest.raises(StoreError, match="holds no Retinue tables"):
        Store.open(url, readonly=True)


@pytest.mark.parametrize(("version", "words"), [(99, "newer Retinue"), (8, "before PostgreSQL was supported")])
def test_other_schemas_are_refused(postgres: Databases, version: int, words: str) -> None:
    url = postgres.new()
    Store.open(url).close()
    said(url, f"UPDATE retinue_schema SET version = {version}")
    for readonly in (True, False):
        with pytest.raises(StoreError, match=words):
            Store.open(url, readonly=readonly)


def test_a_database_that_can_t_hold_every_letter_is_refused(postgres: Databases, url: str) -> None:
    said(of(url, database="postgres"), "DROP DATABASE IF EXISTS latin",
         "CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'")  # fmt: skip
    with pytest.raises(StoreError, match="encoding LATIN1; make one with TEMPLATE template0 ENCODING 'UTF8'"):
        Store.open(of(url, database="latin"))
    said(of(url, database="postgres"), "DROP DATABASE latin WITH (FORCE)")


def test_a_url_without_a_driver_means_psycopg(url: str) -> None:
    with Store.open(url.replace("postgresql+psycopg", "postgresql"), readonly=True) as store:
        assert store.counts().documents == 0


def test_tables_may_lie_in_a_schema_of_their_own(url: str) -> None:
    said(url, "CREATE SCHEMA news")
    try:
        apart = url + "?options=-csearch_path%3Dnews"
        with Store.open(apart) as store:
            store.put(a_record(), "c1")
            assert [hit.doc for hit in store.search("plants")] == ["a"]
        with Store.open(url, readonly=True) as store:
            assert store.counts().documents == 0
        assert all(one.sound for one in check(apart))
    finally:
        said(url, "DROP SCHEMA news CASCADE")


# --------------------------------------------------------------------------------- odd characters
def test_a_nul_comes_back_and_can_be_asked_for(url: str) -> None:
    entity = Entity("e\0", EntityType.COMPANY, "Nord\0wind", aliases=("\ufdd0\ufdd1\0\ufdd0\ufdd2\ufdd0", "\ufdd1"))
    record = a_record(text="Nord\0wind grows.", entities=(entity,), events=(), statements=(), listed=())
    with Store.open(url) as store:
        store.put(replace(record, article=replace(record.article, title="\0")), "c1")
        found = store.record("a")
        assert found is not None
        assert found.entities == (entity,)
        assert (found.article.text, found.article.title) == ("Nord\0wind grows.", "\0")
        assert [one.name for one in store.called_exactly("Nord\0wind")] == ["Nord\0wind"]
        assert [one.name for one in store.names("d\0w")] == ["Nord\0wind"]
        assert [hit.doc for hit in store.search("grows \0")] == ["a"]


def test_half_a_surrogate_pair_is_refused_in_words(place: str) -> None:
    with Store.open(place) as store:
        with pytest.raises(StoreError, match="half of a surrogate pair"):
            store.put(a_record(text="toured \ud800 on Monday"), "c1")
        with pytest.raises(StoreError, match="half of a surrogate pair"):
            store.record("\udfff")
        store.put(a_record(), "c1")
        assert store.counts().documents == 1


def test_texts_longer_than_an_index_takes_are_kept_and_found(url: str) -> None:
    name = "".join(chr(0x4E00 + n % 20_000) for n in range(60_000))
    words = " ".join(f"w{n}x" for n in range(60_000))
    people = (Entity("e1", EntityType.COMPANY, name, aliases=(words,)),)
    with Store.open(url) as store:
        store.put(a_record(text=f"{words} {name}", entities=people, events=(), statements=(), listed=()), "c1")
        assert [hit.doc for hit in store.search("w777x")] == ["a"]
        assert [one.name for one in store.called_exactly(name)] == [name]


# -------------------------------------------------------------------------------- writer and readers
def test_a_second_writer_waits_and_then_says_so(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store.open(url) as first:
        monkeypatch.setattr(only_postgres, "LOCK_SECONDS", 0.1)
        with Store.open(url) as second:
            with first.fusing(), pytest.raises(StoreError, match="is locked by another program; try again"):
                second.put(a_record(), "c1")
            second.put(a_record(), "c1")
        monkeypatch.undo()
        with Store.open(url) as second:
            waiting = threading.Thread(target=second.put, args=(a_record("b"), "c1"))
            with first.fusing():
                waiting.start()
                waiting.join(0.3)
                assert waiting.is_alive()
            waiting.join(20)
            assert first.counts().documents == 2


def test_a_reader_sees_one_moment_and_waits_for_nobody(url: str) -> None:
    with Store.open(url) as writer, Store.open(url, readonly=True) as reader:
        writer.put(a_record("a"), "c1")
        with reader.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM documents")).scalar_one() == 1
            writer.put(a_record("b"), "c1")
            writer.put(a_record("a", sha256="3" * 64), "c2")
            assert connection.execute(text("SELECT count(*) FROM documents")).scalar_one() == 1
        assert reader.counts().versions == 3
        with writer.fusing() as fusing:
            fusing.begin_anew("f")
            assert reader.counts().documents == 2  # not kept waiting by what is being written


def test_a_store_opened_for_reading_refuses_to_write(url: str) -> None:
    with Store.open(url, readonly=True) as store, pytest.raises(StoreError, match="can't be written to"):
        store.put(a_record(), "c1")


# ----------------------------------------------------------------------------- the server goes away
WRITER = """
    import sys
    sys.path.insert(0, sys.argv[1])
    from store_made import a_record
    from retinue.errors import StoreError
    from retinue.store import Store
    with Store.open(sys.argv[2]) as store:
        for number in range(100_000):
            try:
                store.put(a_record(f"d{number:05}", sha256=f"{number:064}"), "c1")
            except StoreError as error:
                print(error, flush=True)
                sys.exit(4)
            print(number, flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("how", ["fast", "immediate"])
def test_a_server_that_goes_away_is_said_and_the_next_run_goes_on(how: str) -> None:
    if postgres_server.GIVEN or postgres_server.missing():
        pytest.skip(postgres_server.missing() or "a server that is given is not to be stopped")
    with postgres_server.serving() as server:
        url = server.url.render_as_string(hide_password=False)
        Store.open(url).close()
        reader = Store.open(url, readonly=True)
        command = [sys.executable, "-c", textwrap.dedent(WRITER), str(Path(__file__).parent), url]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
            assert writer.stdout is not None
            told = [writer.stdout.readline() for _ in range(20)]
            server.stop(how)
            told += writer.stdout.read().splitlines()
            assert writer.wait(60) == 4
        assert "went away; what was stored stays: run the same command again" in told[-1]
        stored = int(told[-2]) + 1
        server.start()
        assert reader.counts().documents <= stored + 1  # the same reader goes on, without being opened anew
        reader.close()
        with Store.open(url) as store:
            kept = list(store.records())
            assert kept == [a_record(one.article.doc, one.sha256) for one in kept]
            if how == "fast":
                assert len(kept) >= stored
            store.put(a_record("later"), "c1")
        assert [one for one in check(url) if not one.sound] == []
