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


def _send(path, who, method="POST", **content):
    answer = requests.request(method, f"{URL}{path}", headers=who, timeout=10, **content)
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
        # The same one twice is refused, and there is no other.
        body.pop("more", None)
    elif body.get("kind") == "text" and not str(body.get("text", "")).strip():
        body = {**body, "text": "Is it still there?"}
    return body


_PRODUCT = STAGE["productId"]
_PRICE = {"minor": 4000, "currency": "EUR"}


def _buyer(path, body=None, method="POST"):
    return _send(f"/v1/buyer/{path}", BUYER, method, json=body)


def _acts(act):
    """The seller does something, under a key of its own."""
    name = str(uuid.uuid4())
    key = {"Idempotency-Key": f"{name}.1"}
    operation = {"id": name, "revision": 1, "act": act}
    return _send("/v1/operations", SELLER | key, json=operation)


def _terms():
    place = {"conversationId": _CONVERSATION, "productId": _PRODUCT}
    return {**place, "quantity": 1, "price": _PRICE}


def _offer_of_buyer():
    return _buyer("offers", _terms())["id"]


def _offer_of_seller():
    told = _acts({"kind": "offer", **_terms()})
    return told["change"]["record"]["body"]["offerId"]


def _placed():
    lines = [{"productId": _PRODUCT, "quantity": 1}]
    return _buyer("orders", {"lines": lines, "deliverTo": "Quayside 4"})["id"]


def _asked():
    order = _placed()
    _acts({"kind": "orderCard", "orderId": order})
    return order


def _shipped():
    order = _placed()
    _acts({"kind": "ship", "orderId": order})
    return order


def _received():
    order = _shipped()
    _buyer(f"orders/{order}/receive")
    return order


def _rated():
    return _buyer(f"orders/{_received()}/feedback", {"rating": 4}, "PUT")["id"]


def _cart():
    return _buyer(f"cart-lines/{_PRODUCT}", {"quantity": 1}, "PUT")["id"]


# What an act of each kind is about, as it must be for the act.
_ABOUT = {
    "counter": lambda: {"offerId": _offer_of_buyer()},
    "accept": lambda: {"offerId": _offer_of_buyer()},
    "decline": lambda: {"offerId": _offer_of_buyer()},
    "orderCard": lambda: {"orderId": _placed()},
    "ship": lambda: {"orderId": _placed()},
    "feedback": lambda: {"orderId": _received()},
    "answer": lambda: {"feedbackId": _rated()},
}


def _whole(value):
    """JSON Schema takes 3.0 for an integer; no program writes it so."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: _whole(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_whole(part) for part in value]
    return value


def _real_terms(body):
    """An offer in the product's currency that is not over yet."""
    body = {name: part for name, part in body.items() if name != "untilAt"}
    return {**body, "price": _PRICE}


def _operate(case):
    if not isinstance(case.body, dict):
        return
    body = _whole(case.body)
    # One key, one operation: whether keys are honoured is what the server's own tests look at.
    body["id"] = str(uuid.UUID(int=next(_turn), version=4))
    act = dict(body.get("act", {}))
    if act.get("kind") in _ABOUT:
        act |= _ABOUT[act["kind"]]()
    if "conversationId" in act:
        act["conversationId"] = _CONVERSATION
    if "productId" in act:
        act["productId"] = _PRODUCT
    if "price" in act:
        act = _real_terms(act)
    if "upTo" in act:
        act["upTo"] = STAGE["messageId"]
    if act.get("replyTo") is not None:
        act["replyTo"] = STAGE["messageId"]
    if "body" in act:
        act["body"] = _real_body(act["body"], _SELLERS_PICTURE)
    body["act"] = act
    body.pop("expects", None)
    case.body = body
    case.headers["Idempotency-Key"] = f"{body['id']}.{body['revision']}"


def _signal(case):
    if isinstance(case.body, dict) and isinstance(case.body.get("signal"), dict):
        signal = case.body["signal"]
        if "conversationId" in signal:
            case.body = {**case.body, "signal": {**signal, "conversationId": _CONVERSATION}}


def _changes(case):
    if "cursor" in case.query:
        case.query["cursor"] = _get("/v1/changes", SELLER)["cursor"]


def _history(case):
    if "before" in case.query:
        case.query["before"] = _get("/v1/changes", SELLER)["history"]


def _events(case):
    _bounded(case)
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


def _bounded(case):
    # An endless stream would never be answered; the bound is part of the contract.
    case.query["seconds"] = 0


def _after_product(case):
    if "after" in case.query:
        case.query["after"] = _PRODUCT


def _before_order(case):
    if "before" in case.query:
        case.query["before"] = _placed()


def _buyer_offers(case):
    if isinstance(case.body, dict):
        place = {"conversationId": _CONVERSATION, "productId": _PRODUCT}
        case.body = {**_real_terms(_whole(case.body)), **place}


def _buyer_counters(case):
    case.path_parameters["id"] = _offer_of_seller()
    if isinstance(case.body, dict):
        case.body = _real_terms(_whole(case.body))


def _with_words(case, name, words):
    if isinstance(case.body, dict):
        case.body = _whole(case.body)
        if not str(case.body.get(name, "")).strip():
            case.body[name] = words


def _buyer_orders(case):
    _with_words(case, "deliverTo", "Quayside 4")
    if isinstance(case.body, dict):
        case.body.pop("offerId", None)
        case.body["lines"] = [{"productId": _PRODUCT, "quantity": 1}]


def _buyer_corrects(case):
    case.path_parameters["id"] = _asked()
    _with_words(case, "note", "Quayside 14, please.")


def _orders_cart(case):
    case.path_parameters["id"] = _cart()
    _with_words(case, "deliverTo", "Quayside 4")


def _buyer_rates(case):
    case.path_parameters["id"] = _received()
    case.body = _whole(case.body)


def _puts_in_cart(case):
    case.path_parameters["id"] = _PRODUCT
    case.body = _whole(case.body)


def _takes_from_cart(case):
    _cart()
    case.path_parameters["id"] = _PRODUCT


def _buyer_reads(case):
    _in_conversation(case)
    if isinstance(case.body, dict) and case.body.get("upTo") is not None:
        case.body = {**case.body, "upTo": STAGE["messageId"]}


def _on(make):
    """Puts what was just made into the path."""

    def put(case):
        case.path_parameters["id"] = make()

    return put


REAL = {
    "operate": _operate,
    "signal": _signal,
    "changes": _changes,
    "history": _history,
    "events": _events,
    "picture": _see_picture,
    "openConversation": _open_conversation,
    "buyerThread": _in_conversation,
    "buyerSays": _buyer_says,
    "buyerTakesBack": _take_back,
    "buyerReads": _buyer_reads,
    "buyerTypes": _in_conversation,
    "buyerEvents": _bounded,
    "buyerProducts": _after_product,
    "buyerOffers": _in_conversation,
    "buyerOffer": _buyer_offers,
    "buyerCounters": _buyer_counters,
    "buyerAccepts": _on(_offer_of_seller),
    "buyerDeclines": _on(_offer_of_seller),
    "buyerOrders": _before_order,
    "buyerOrder": _buyer_orders,
    "buyerSeesOrder": _on(_placed),
    "buyerConfirms": _on(_asked),
    "buyerCorrects": _buyer_corrects,
    "buyerReceives": _on(_shipped),
    "buyerCancels": _on(_placed),
    "buyerFeedback": _on(_received),
    "buyerRates": _buyer_rates,
    "buyerPutsInCart": _puts_in_cart,
    "buyerTakesFromCart": _takes_from_cart,
    "buyerEmptiesCart": _on(_cart),
    "buyerOrdersCart": _orders_cart,
}


def _name(case):
    return case.operation.definition.raw.get("operationId")


@schemathesis.hook
def before_call(context, case, **kwargs):
    name = _name(case)
    if _is_positive(case) and name in REAL:
        REAL[name](case)
    elif name in ("events", "buyerEvents") and "seconds" not in (case.query or {}):
        # Whatever else is wrong with it: an accepted stream must end.
        case.query["seconds"] = 0


@schemathesis.hook
def after_call(context, case, response):
    with open(ANSWERS, "a", encoding="utf-8") as file:
        file.write(f"{_name(case)} {response.status_code}\n")
