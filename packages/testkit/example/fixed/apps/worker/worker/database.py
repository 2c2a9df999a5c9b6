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
