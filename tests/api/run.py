#!/usr/bin/env python3
"""Runs schemathesis against a real bazaar: run.py <bazaar-binary> [<folder for its venv>]

Starts the server on a free port with a seeded file, tries every operation with a good token, and
fails on any finding and on any operation that never succeeded.
"""

import json
import os
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SCHEMATHESIS = "schemathesis==4.32.5"
# One pixel; schemathesis brings samples of its own for what it stores.
PNG = (
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c49444154789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)


def say(text):
    print(text, flush=True)


def installed(folder):
    """The venv's schemathesis, installed when it is not there or of another version."""
    program = folder / "bin" / "schemathesis"
    mark = folder / "installed"
    if mark.exists() and mark.read_text() == SCHEMATHESIS and program.exists():
        return program
    say(f"Installing {SCHEMATHESIS} …")
    venv.create(folder, with_pip=True, clear=True)
    pip = [folder / "bin" / "python", "-m", "pip", "install", "--disable-pip-version-check"]
    subprocess.run([*pip, "--quiet", "--progress-bar", "off", SCHEMATHESIS], check=True)
    mark.write_text(SCHEMATHESIS)
    return program


def asked(bazaar, file, *words):
    """What the command line answers."""
    line = [bazaar, "--db", file, *words]
    return subprocess.run(line, check=True, capture_output=True, text=True).stdout.strip()


def set_stage(bazaar, file):
    """Fills the file and says what is in it."""
    seed = json.loads(asked(bazaar, file, "seed", "--seller", "Kiln & Hide"))
    buyer = seed["buyers"][0]
    # As many as anybody tries to order.
    new = ["product", "add", "--seller", seed["sellerId"], "--price", "4800", "Celadon cup"]
    product = asked(bazaar, file, *new)
    message = asked(
        bazaar, file, "say", "--buyer", buyer["id"], "--product", product, "Is it still there?"
    )
    return {
        "sellerToken": seed["sellerToken"],
        "buyerToken": buyer["token"],
        "productId": product,
        "messageId": message,
        "png": PNG,
    }


def conversation_of(stage, url):
    """The conversation that the first message is in."""
    from urllib.request import Request, urlopen

    who = {"Authorization": f"Bearer {stage['buyerToken']}"}
    with urlopen(Request(f"{url}/v1/buyer/conversations", headers=who), timeout=10) as answer:
        conversations = json.load(answer)["conversations"]
    return next(c["id"] for c in conversations if c["productId"] == stage["productId"])


def tried(program, url, token, environment, *which):
    """One run of schemathesis; whether it found nothing."""
    line = [program, "--config-file", HERE / "schemathesis.toml", "run", f"{url}/openapi.json"]
    line += ["--header", f"Authorization: Bearer {token}", "--no-color", *which]
    return subprocess.run(line, env=environment, cwd=environment["BAZAAR_FOLDER"]).returncode == 0


def never_succeeded(url, answers):
    """The operations of the document that never got a 2xx."""
    from urllib.request import urlopen

    with urlopen(f"{url}/openapi.json", timeout=10) as answer:
        paths = json.load(answer)["paths"]
    names = {operation["operationId"] for item in paths.values() for operation in item.values()}
    good = {line.split()[0] for line in answers.read_text().splitlines() if " 2" in line}
    return sorted(names - good)


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    bazaar = Path(sys.argv[1]).resolve()
    folder = Path(sys.argv[2]).resolve() if len(sys.argv) == 3 else ROOT / "target" / "venv-api"
    program = installed(folder)
    with tempfile.TemporaryDirectory(prefix="bazaar-api-") as temporary:
        temporary = Path(temporary)
        file, answers = temporary / "bazaar.db", temporary / "answers"
        stage = set_stage(bazaar, file)
        serving = [bazaar, "--db", file, "serve", "--port", "0"]
        server = subprocess.Popen(serving, stdout=subprocess.PIPE, text=True)
        try:
            line = server.stdout.readline()
            if not line:
                sys.exit("bazaar did not start")
            url = line.split()[-1]
            stage |= {"url": url, "conversationId": conversation_of(stage, url)}
            answers.touch()
            environment = os.environ | {
                "SCHEMATHESIS_HOOKS": "hooks",
                "PYTHONPATH": str(HERE),
                "PYTHONDONTWRITEBYTECODE": "1",
                "BAZAAR_STAGE": json.dumps(stage),
                "BAZAAR_ANSWERS": str(answers),
                "BAZAAR_FOLDER": str(temporary),
            }
            buyer = "^/v1/buyer/"
            say("As the seller:")
            seller_ok = tried(
                program, url, stage["sellerToken"], environment, "--exclude-path-regex", buyer
            )
            say("As a buyer:")
            buyer_ok = tried(
                program, url, stage["buyerToken"], environment, "--include-path-regex", buyer
            )
            missing = never_succeeded(url, answers)
        finally:
            server.terminate()
            server.wait(timeout=10)
    for name in missing:
        say(f"{name} never got a 2xx")
    if missing or not (seller_ok and buyer_ok):
        sys.exit(1)
    say("Every operation succeeded, and nothing undeclared was answered.")


if __name__ == "__main__":
    main()
