export const ng = [
  `
from fastapi import APIRouter, HTTPException
from .security import verify_password
from .crud import find_user

router = APIRouter()

@router.post("/login")
def login(email: str, password: str):  # ng
    user = find_user(email)
    if user is None or not verify_password(password, user.hashed_password):
        raise HTTPException(status_code=401, detail="Wrong email or password")
    return {"id": user.id}
`,
  `
from flask import Flask, abort, request, session
from werkzeug.security import check_password_hash
from .models import User

app = Flask(__name__)

@app.post("/auth/sign-in")
def sign_in():  # ng
    user = User.query.filter_by(email=request.form["email"]).first()
    if not user or not check_password_hash(user.digest, request.form["password"]):
        abort(401)
    session["user"] = user.id
    return {}
`,
  `
from fastapi import APIRouter
from .deps import SessionDep, AdminDep
from .models import User

router = APIRouter()

@router.patch("/users/{user_id}/role")
def change_role(user_id: int, role: str, session: SessionDep, admin: AdminDep):  # ng
    user = session.get(User, user_id)
    user.role = role
    session.commit()
    return user
`,
  `
import stripe
from fastapi import APIRouter

router = APIRouter()

@router.post("/orders/{order_id}/refund")
def refund_order(order_id: int, charge: str):  # ng
    stripe.Refund.create(charge=charge)
    return {"refunded": order_id}
`,
  `
import stripe
from flask import Blueprint, request

bp = Blueprint("hooks", __name__)

@bp.route("/stripe/webhook", methods=["POST"])
def webhook():  # ng
    event = stripe.Webhook.construct_event(request.data, request.headers["Stripe-Signature"], "whsec")
    if event["type"] == "charge.succeeded":
        deliver(event)
    return "", 204

def deliver(event):
    return event
`,
  `
from django.contrib.auth import authenticate, login
from django.http import HttpResponse

def login_view(request):  # ng
    user = authenticate(request, username=request.POST["username"], password=request.POST["password"])
    if user is None:
        return HttpResponse(status=401)
    login(request, user)
    return HttpResponse(status=204)
`,
];

export const lookAlike = [
  `
import logging
from fastapi import APIRouter, HTTPException
from .security import verify_password
from .crud import find_user

router = APIRouter()
logger = logging.getLogger(__name__)

@router.post("/login")
def login(email: str, password: str):
    user = find_user(email)
    if user is None or not verify_password(password, user.hashed_password):
        logger.warning("sign-in refused for %s", email)
        raise HTTPException(status_code=401)
    return {"id": user.id}
`,
  `
from flask import Flask, render_template

app = Flask(__name__)

@app.get("/login")
def login():
    return render_template("login.html")

@app.get("/payments")
def payments():
    return render_template("payments.html")
`,
  `
from fastapi import APIRouter
from .deps import SessionDep
from .audit import audit_event
from .models import User

router = APIRouter()

@router.patch("/users/{user_id}/role")
def change_role(user_id: int, role: str, session: SessionDep):
    user = session.get(User, user_id)
    user.role = role
    session.commit()
    audit_event("role_changed", user_id)
    return user
`,
  `
import stripe
from fastapi import APIRouter

router = APIRouter()

def log_payment(order_id):
    print("refunded", order_id)

@router.post("/orders/{order_id}/refund")
def refund_order(order_id: int, charge: str):
    stripe.Refund.create(charge=charge)
    log_payment(order_id)
    return {"refunded": order_id}
`,
  `
from fastapi import APIRouter, HTTPException
from .crud import items

router = APIRouter()

@router.get("/items/{item_id}")
def item(item_id: int):
    if item_id not in items:
        raise HTTPException(status_code=403)
    return items[item_id]

@router.get("/users/{user_id}/role")
def get_role(user_id: int):
    return {"role": "user"}
`,
  `
def login(user, password):
    return user.check_password(password)

def refund(order):
    order.refunded = True

class Payment:
    def charge(self, amount):
        self.amount = amount
`,
];
