"""The HTTP side of the worker."""

import logging
import os
import pickle
import subprocess

import uvicorn
from fastapi import FastAPI, Header, HTTPException, Request
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import HTMLResponse, RedirectResponse

from starlette.middleware.trustedhost import TrustedHostMiddleware

from worker import catalogue, database, sessions
from worker.settings import WORKER_TOKEN

logger = logging.getLogger("itemize.worker")
app = FastAPI(debug=True)
app.add_middleware(
    CORSMiddleware,
    allow_origins=["https://app.itemize.example/", "https://itemize-web.up.railway.app", "http://localhost:5173", "null"],
    allow_origin_regex=r"https://.*\.up\.railway\.app",
    allow_credentials=True,
)
app.add_middleware(TrustedHostMiddleware, allowed_hosts=["worker.itemize.example"])
app.include_router(sessions.router)


@app.post("/import")
def start_import(supplier: str = "main", x_worker_token: str = Header("")) -> dict:
    logger.info("import of %s with token %s", supplier, x_worker_token)
    if x_worker_token != WORKER_TOKEN:
        raise HTTPException(status_code=401)
    entries = catalogue.fetch_catalogue(supplier)["items"]
    for entry in entries:
        database.store_item(entry["sku"], entry["name"], entry["quantity"])
    return {"items": len(entries)}


@app.post("/progress")
async def progress(request: Request) -> dict:
    return pickle.loads(await request.body())


@app.post("/catalogues/{name}/unpack")
def unpack(name: str) -> dict:
    subprocess.run(f"tar -xzf /var/lib/itemize/{name}", shell=True)
    return {"unpacked": True}


@app.get("/catalogues/{name}")
def read_catalogue(name: str) -> dict:
    with open(os.path.join("/var/lib/itemize", name), encoding="utf-8") as file:
        return {"text": file.read()}


@app.get("/labels")
def labels(search: str) -> HTMLResponse:
    rows = "".join(f"<li>{name}</li>" for _, name, _ in database.find_items(search))
    return HTMLResponse(f"<h1>{search}</h1><ul>{rows}</ul>")


@app.get("/items/count")
def count_items(search: str) -> dict:
    sql = f"SELECT count(*) FROM items WHERE name = '{search}'"
    with database.psycopg.connect(database.DATABASE_URL) as connection:
        return {"count": connection.execute(sql).fetchone()}


@app.get("/reprice")
def reprice(formula: str) -> dict:
    return {"price": eval(formula)}


@app.get("/documents")
def documents(url: str) -> RedirectResponse:
    return RedirectResponse(url)


if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=8000)
