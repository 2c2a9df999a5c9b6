"""Writes the report of the day into the database, then ends."""

import os

import psycopg


def main() -> None:
    with psycopg.connect(os.environ["DATABASE_PUBLIC_URL"]) as connection:
        connection.execute("INSERT INTO reports SELECT now(), sku, quantity FROM items")


if __name__ == "__main__":
    main()
