"""Puts things that exist into the requests that schemathesis invents.

A marketplace's ids and cursors are opaque and cannot be guessed, so that every valid request would
end in 404. Requests meant to be valid get real ones here; requests meant to be invalid are left as
they were invented. Every answer is noted, so that run.py can see which operation never succeeded.
"""

import itertools
import json
import os
import uuid

import requests
import schemathesis

STAGE = json.loads(os.environ["BAZAAR_STAGE"])
ANSWERS = os.environ["BAZAAR_ANSWERS"]
URL = STAGE["url"]
SELLER = {"Authorization": f"Bearer {STAGE['sellerToken']}"}
BUYER = {"Authorization": f"Bearer {STAGE['buyerToken']}"}

_turn = itertools.count()


def _get(path, who):
    answer = requests.get(f"{URL}{path}", headers=who, timeout=10)
    answer.raise_for_status()
    return answer.json()


def _send(path, who, **content):
    answer = requests.post(f"{URL}{path}", headers=who, timeout=10, **content)
    answer.raise_for_status()
    return answer.json()


_CONVERSATION = STAGE["conversationId"]
_SAID = f"/v1/buyer/conversations/{_CONVERSATION}/messages"
_PNG = bytes.fromhex(STAGE["png"])
_AS_PNG = {"Content-Type": "image/png"}
_SELLERS_PICTURE = _send("/v1/pictures", SELLER | _AS_PNG, data=_PNG)
_BUYERS_PICTURE = _send("/v1/pictures", BUYER | _AS_PNG, data=_PNG)
# Shown by a message that nobody takes back, so that it stays.
_PICTURE_BODY = {"kind": "picture", "picture": _BUYERS_PICTURE}
_send(_SAID, BUYER, json={"body": _PICTURE_BODY})


def _is_positive(case):
    return case.meta is not None and case.meta.generation.mode.is_positive


def _real_body(body, picture):
    """Makes an invented message body one that the rules allow."""
    if not isinstance(body, dict):
        return body
    if body.get("kind") == "picture":
        body = {**body, "picture": picture}
    elif body.get("kind") == "text" and not str(body.get("text", "")).strip():
        body = {**body, "text": "Is it still there?"}
    return body


def _operate(case):
    if not isinstance(case.body, dict):
        return
    body = dict(case.body)
    # One key, one operation: whether keys are honoured is what the server's own tests look at.
    body["id"] = str(uuid.UUID(int=next(_turn), version=4))
    # JSON Schema takes 3.0 for an integer; the key is text, and 3.0 is not how it is written.
    body["revision"] = int(body["revision"])
    body["act"] = dict(body.get("act", {}))
    body["act"]["conversationId"] = _CONVERSATION
    if "upTo" in body["act"]:
        body["act"]["upTo"] = STAGE["messageId"]
    if "body" in body["act"]:
        body["act"]["body"] = _real_body(body["act"]["body"], _SELLERS_PICTURE)
    body.pop("expects", None)
    case.body = body
    case.headers["Idempotency-Key"] = f"{body['id']}.{body['revision']}"


def _changes(case):
    if "cursor" in case.query:
        case.query["cursor"] = _get("/v1/changes", SELLER)["cursor"]


def _history(case):
    if "before" in case.query:
        case.query["before"] = _get("/v1/changes", SELLER)["history"]


def _events(case):
    # An endless stream would never be answered; the bound is part of the contract.
    case.query["seconds"] = 0
    if "cursor" in case.query:
        case.query["cursor"] = _get("/v1/changes", SELLER)["cursor"]
    if "Last-Event-ID" in case.headers:
        case.headers["Last-Event-ID"] = _get("/v1/changes", SELLER)["cursor"]


def _see_picture(case):
    case.path_parameters["id"] = _BUYERS_PICTURE["id"]


def _open_conversation(case):
    if isinstance(case.body, dict):
        case.body = {**case.body, "productId": STAGE["productId"]}


def _in_conversation(case):
    case.path_parameters["id"] = _CONVERSATION


def _buyer_says(case):
    _in_conversation(case)
    if isinstance(case.body, dict):
        case.body = {**case.body, "body": _real_body(case.body.get("body"), _BUYERS_PICTURE)}


def _take_back(case):
    words = {"body": {"kind": "text", "text": "I should not have said that."}}
    case.path_parameters["id"] = _send(_SAID, BUYER, json=words)["id"]


REAL = {
    "operate": _operate,
    "changes": _changes,
    "history": _history,
    "events": _events,
    "picture": _see_picture,
    "openConversation": _open_conversation,
    "buyerThread": _in_conversation,
    "buyerSays": _buyer_says,
    "buyerTakesBack": _take_back,
}


def _name(case):
    return case.operation.definition.raw.get("operationId")


@schemathesis.hook
def before_call(context, case, **kwargs):
    name = _name(case)
    if _is_positive(case) and name in REAL:
        REAL[name](case)
    elif name == "events" and "seconds" not in (case.query or {}):
        # Whatever else is wrong with it: an accepted stream must end.
        case.query["seconds"] = 0


@schemathesis.hook
def after_call(context, case, response):
    with open(ANSWERS, "a", encoding="utf-8") as file:
        file.write(f"{_name(case)} {response.status_code}\n")
