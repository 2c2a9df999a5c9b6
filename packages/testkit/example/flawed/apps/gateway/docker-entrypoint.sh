#!/bin/sh
# Waits for the database, then hands over.
until pg_isready -q -d "$DATABASE_URL"; do sleep 1; done
exec "$@"
