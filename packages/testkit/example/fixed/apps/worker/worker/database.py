"""PostgreSQL."""

import psycopg

from worker.settings import DATABASE_URL


def find_items(search: str) -> list[tuple]:
    with psycopg.connect(DATABASE_URL) as connection:
        return connection.execute(
            "SELECT sku, name, quantity FROM items WHERE name ILIKE %s", (f"%{search}%",)
        ).fetchall()


def store_item(sku: str, name: str, quantity: int) -> None:
    with psycopg.connect(DATABASE_URL) as connection:
        connection.execute(
            "INSERT INTO items (sku, name, quantity) VALUES (%s, %s, %s)", (sku, name, quantity)
        )


def password_of(username: str) -> tuple[bytes, bytes]:
    """Salt and hash; those of nobody when there is no such user, so that both take the same time."""
    with psycopg.connect(DATABASE_URL) as connection:
        row = connection.execute("SELECT salt, password FROM users WHERE name = %s", (username,)).fetchone()
        return row if row else (b"nobody", b"")
