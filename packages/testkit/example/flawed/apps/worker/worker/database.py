"""PostgreSQL."""

import psycopg

from worker.settings import DATABASE_URL


def find_items(search: str) -> list[tuple]:
    with psycopg.connect(DATABASE_URL) as connection:
        return connection.execute(
            f"SELECT sku, name, quantity FROM items WHERE name ILIKE '%{search}%'"
        ).fetchall()


def store_item(sku: str, name: str, quantity: int) -> None:
    with psycopg.connect(DATABASE_URL) as connection:
        connection.execute(
            "INSERT INTO items (sku, name, quantity) VALUES (%s, %s, %s)", (sku, name, quantity)
        )


def password_of(username: str) -> str:
    with psycopg.connect(DATABASE_URL) as connection:
        row = connection.execute("SELECT password FROM users WHERE name = %s", (username,)).fetchone()
        return row[0] if row else ""
