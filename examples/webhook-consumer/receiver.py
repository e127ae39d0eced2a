#!/usr/bin/env python3
"""Receives Tributary's webhooks: checks the signature, drops repeats, and keeps of each product what is newest.

Needs Python 3.9 and nothing else. In a terminal:

    echo whsec_$(openssl rand -base64 32) > shop.secret
    python3 receiver.py --port 8099 --secret-file shop.secret --database changes.db

and in webhooks.yaml: shop: {url: "http://127.0.0.1:8099/", secretFile: shop.secret}
"""
import argparse
import base64
import hashlib
import hmac
import json
import sqlite3
import sys
import time
from http.server import BaseHTTPRequestHandler, HTTPServer

TOLERANCE_SECONDS = 300
LARGEST_BODY = 16 << 20

TABLES = """
create table if not exists seen (webhook_id text primary key);
create table if not exists product (key text primary key, sequence integer, action text, delivery text);
"""


def keys(text):
    """The secrets in `text`, of which any may have signed: two while one is replaced by the other."""
    return [base64.b64decode(word.removeprefix("whsec_")) for word in text.split()]


def is_genuine(secrets, headers, body):
    """Whether the message is signed by one of `secrets`, and not an old one that somebody sends again."""
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not timestamp.isdigit() or abs(time.time() - int(timestamp)) > TOLERANCE_SECONDS:
        return False
    signed = f"{message_id}.{timestamp}.".encode() + body
    expected = [base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode() for key in secrets]
    given = [part[3:] for part in headers.get("webhook-signature", "").split() if part.startswith("v1,")]
    return any(hmac.compare_digest(one, other) for one in expected for other in given)


def take(database, message_id, change):
    """Writes the change down, all of it or nothing. Messages may come twice, and not in order."""
    with database:
        fresh = database.execute("insert or ignore into seen values (?)", [message_id]).rowcount
        if not fresh:
            return "repeated"
        newer = database.execute(
            "insert into product values (:key, :sequence, :action, :delivery) on conflict (key) do update set"
            " sequence = excluded.sequence, action = excluded.action, delivery = excluded.delivery"
            " where excluded.sequence > product.sequence",
            {name: change[name] for name in ("key", "sequence", "action", "delivery")},
        ).rowcount
        return "taken" if newer else "outdated"


class Receiver(BaseHTTPRequestHandler):
    secrets = []
    database = None

    def do_POST(self):
        length = int(self.headers.get("content-length", "0"))
        if length > LARGEST_BODY:
            return self.answer(413)
        body = self.rfile.read(length)
        if not is_genuine(self.secrets, self.headers, body):
            return self.answer(401)
        change = json.loads(body)
        outcome = take(self.database, self.headers["webhook-id"], change)
        print(json.dumps({"outcome": outcome, "key": change["key"], "action": change["action"]}), flush=True)
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        """What is taken is printed, and nothing else."""


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--port", type=int, default=8099, help="0: one that is free")
    parser.add_argument("--secret-file", required=True)
    parser.add_argument("--database", default="changes.db")
    options = parser.parse_args()
    with open(options.secret_file, encoding="utf-8") as file:
        Receiver.secrets = keys(file.read())
    Receiver.database = sqlite3.connect(options.database)
    Receiver.database.executescript(TABLES)
    server = HTTPServer(("127.0.0.1", options.port), Receiver)
    print(f"listening on port {server.server_address[1]}", file=sys.stderr, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
