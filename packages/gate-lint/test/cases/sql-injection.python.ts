export const ng = [
  `
import sqlite3
from flask import Flask, request

app = Flask(__name__)

@app.get("/users")
def users():
    name = request.args.get("name")
    cursor = sqlite3.connect("app.db").cursor()
    cursor.execute("SELECT * FROM users WHERE name = '" + name + "'")  # ng
    return {"rows": cursor.fetchall()}
`,
  `
from fastapi import APIRouter
from sqlalchemy import text
from .deps import SessionDep

router = APIRouter()

@router.get("/items")
async def list_items(session: SessionDep, sort: str = "id"):
    statement = f"SELECT id, title FROM items ORDER BY {sort}"
    return (await session.execute(text(statement))).all()  # ng
`,
  `
from django.http import JsonResponse
from .models import Article

def search(request):
    term = request.GET["q"]
    found = Article.objects.raw("SELECT * FROM blog_article WHERE title LIKE '%%%s%%'" % term)  # ng
    return JsonResponse({"found": [a.title for a in found]})
`,
  `
from fastapi import FastAPI, Request
import asyncpg

app = FastAPI()

async def find(pool, column, value):
    async with pool.acquire() as connection:
        return await connection.fetch("SELECT * FROM orders WHERE {} = $1".format(column), value)  # ng

@app.post("/orders/search")
async def search(request: Request):
    body = await request.json()
    return await find(request.app.state.pool, body["column"], body["value"])
`,
  `
from flask import Blueprint, request
from .db import db

bp = Blueprint("reports", __name__)

@bp.route("/report", methods=["POST"])
def report():
    table, limit = request.form["table"], int(request.form["limit"])
    parts = ["SELECT * FROM", table]
    parts.append("LIMIT %d" % limit)
    rows = db.session.execute(" ".join(parts))  # ng
    return {"rows": [dict(row) for row in rows]}
`,
  `
from pydantic import BaseModel
from fastapi import FastAPI
import psycopg

app = FastAPI()

class Filter(BaseModel):
    status: str
    limit: int = 10

@app.post("/jobs")
def jobs(body: Filter):
    with psycopg.connect() as conn, conn.cursor() as cur:
        cur.execute(f"SELECT * FROM jobs WHERE status = '{body.status}' LIMIT {body.limit}")  # ng
        return cur.fetchall()
`,
  `
from django.db import connection
from rest_framework.views import APIView

class Usage(APIView):
    def get(self, request):
        query = "SELECT count(*) FROM events"
        if request.query_params.get("kind"):
            query += " WHERE kind = '" + request.query_params["kind"] + "'"
        with connection.cursor() as cursor:
            cursor.execute(query)  # ng
            return cursor.fetchone()
`,
];

export const lookAlike = [
  `
import sqlite3
from flask import Flask, request

app = Flask(__name__)

@app.get("/users")
def users():
    name = request.args.get("name")
    cursor = sqlite3.connect("app.db").cursor()
    cursor.execute("SELECT * FROM users WHERE name = ?", (name,))
    return {"rows": cursor.fetchall()}
`,
  `
from fastapi import APIRouter
from sqlalchemy import text
from .deps import SessionDep

router = APIRouter()
COLUMNS = {"id", "title", "created"}

@router.get("/items")
async def list_items(session: SessionDep, sort: str = "id"):
    if sort not in COLUMNS:
        sort = "id"
    return (await session.execute(text(f"SELECT id FROM items ORDER BY {sort}"))).all()
`,
  `
from fastapi import FastAPI
from uuid import UUID
from sqlalchemy import text
from .deps import SessionDep

app = FastAPI()

@app.get("/items/{item_id}")
def item(item_id: UUID, session: SessionDep, limit: int = 10):
    return session.execute(text(f"SELECT * FROM items WHERE id = '{item_id}' LIMIT {limit}")).all()
`,
  `
from flask import Flask, request
from sqlalchemy import select
from .models import User, session

app = Flask(__name__)

@app.get("/users")
def users():
    statement = select(User).where(User.name == request.args["name"]).order_by(User.id)
    return [u.name for u in session.execute(statement).scalars()]
`,
  `
from django.http import JsonResponse
from .models import Article

SORTS = {"new": "created DESC", "old": "created ASC"}

def search(request):
    order = SORTS.get(request.GET.get("sort"), "created DESC")
    found = Article.objects.raw(f"SELECT * FROM blog_article WHERE title = %s ORDER BY {order}", [request.GET["q"]])
    return JsonResponse({"found": [a.title for a in found]})
`,
  `
from enum import Enum
from fastapi import FastAPI, Depends
from psycopg import sql

app = FastAPI()

class Sort(str, Enum):
    name = "name"
    created = "created"

@app.get("/rows")
def rows(table: str, sort: Sort, conn=Depends(lambda: None)):
    with conn.cursor() as cur:
        cur.execute(sql.SQL("SELECT * FROM {} ORDER BY " + sort.value).format(sql.Identifier(table)))
        cur.execute(f"SELECT 1 FROM items ORDER BY {sort.value}")
        return cur.fetchall()
`,
  `
import re
from flask import Flask, request, abort
from .db import cursor

app = Flask(__name__)

@app.get("/table")
def table():
    name = request.args["table"]
    if not re.fullmatch(r"[a-z_]+", name):
        abort(400)
    cursor.execute(f"SELECT * FROM {name}")
    ids = [int(x) for x in request.args.getlist("id")]
    cursor.execute("DELETE FROM items WHERE id IN (%s)" % ",".join(map(str, ids)))
    return {}
`,
];
