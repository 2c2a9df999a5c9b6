"""The HTTP side of the worker. Only the API calls it, over Railway's private network."""

import html
import json
import logging
import secrets

from fastapi import FastAPI, Header, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse

from starlette.middleware.trustedhost import TrustedHostMiddleware

from worker import catalogue, database, sessions
from worker.settings import WORKER_TOKEN

logger = logging.getLogger("itemize.worker")
app = FastAPI()
app.add_middleware(
    TrustedHostMiddleware,
    allowed_hosts=["worker.railway.internal", "healthcheck.railway.app"],
)
app.include_router(sessions.router)
DOCUMENTS = {"manual": "/documents/manual", "terms": "/documents/terms"}


def check_token(token: str) -> None:
    if not secrets.compare_digest(token, WORKER_TOKEN):
        logger.warning("import refused: wrong worker token")
        raise HTTPException(status_code=401)


@app.get("/health")
def health() -> dict:
    return {"ok": True}


@app.post("/import")
def start_import(supplier: str = "main", x_worker_token: str = Header("")) -> dict:
    check_token(x_worker_token)
    entries = catalogue.fetch_catalogue(supplier)["items"]
    for entry in entries:
        database.store_item(entry["sku"], entry["name"], entry["quantity"])
    logger.info("imported %d items", len(entries))
    return {"items": len(entries)}


@app.post("/progress")
async def progress(request: Request, x_worker_token: str = Header("")) -> dict:
    check_token(x_worker_token)
    return json.loads(await request.body())


@app.post("/catalogues/{name}/unpack")
def unpack(name: str, x_worker_token: str = Header("")) -> dict:
    check_token(x_worker_token)
    catalogue.unpack(name)
    return {"unpacked": True}


@app.get("/catalogues/{name}")
def read_catalogue(name: str) -> dict:
    with open(catalogue.catalogue_path(name), encoding="utf-8") as file:
        return {"text": file.read()}


@app.get("/labels")
def labels(search: str) -> HTMLResponse:
    rows = "".join(f"<li>{html.escape(name)}</li>" for _, name, _ in database.find_items(search))
    return HTMLResponse(f"<h1>{html.escape(search)}</h1><ul>{rows}</ul>")


@app.get("/reprice")
def reprice(operation: str, price: float) -> dict:
    return {"price": catalogue.reprice(operation, price)}


@app.get("/documents")
def documents(which: str) -> RedirectResponse:
    return RedirectResponse(DOCUMENTS.get(which, "/documents/manual"))
