"""A preview of the labels for designers."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def index() -> str:
    return "<h1>Labels</h1>"


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000, debug=True)
