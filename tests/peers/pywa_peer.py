"""pywa against the simulator: connects its webhook by the real handshake, makes a template, sends each
kind a small shop sends, and reads what comes back. Only the address of Graph is changed."""

import base64
import json
import queue
import socket
import subprocess
import sys
import threading

import httpx
import uvicorn
from pywa import WhatsApp, types
from pywa.types.templates import (
    BodyText,
    Buttons,
    HeaderImage,
    QuickReplyButton,
    Template,
    TemplateCategory,
    TemplateLanguage,
    TemplateStatusUpdate,
    URLButton,
)
from starlette.applications import Starlette

ANA = "+33639980001"
PATIENCE = 20
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAgAAAAICAIAAABLbSncAAAAFElEQVR4nGOsmLaBARtgwio6"
    "aCUAX1oCD9DWLOYAAAAASUVORK5CYII="
)


def main(simulator: str) -> None:
    process = subprocess.Popen([simulator], stdout=subprocess.PIPE, text=True)
    try:
        meet(json.loads(process.stdout.readline()))
    finally:
        process.kill()
        process.wait()


def meet(meta: dict) -> None:
    control = httpx.Client(base_url=meta["control_url"])
    ana = control.post("/customers", json={"name": "Ana", "phone": ANA}).json()["ids"][0]

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    # Whoever knocks before the server runs waits rather than being turned away.
    listener.listen()
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    app, session = Starlette(), httpx.Client()
    wa = WhatsApp(
        phone_id=meta["phone_number_id"],
        token=meta["token"],
        waba_id=meta["waba_id"],
        app_id=meta["app_id"],
        app_secret=meta["app_secret"],
        server=app,
        verify_token="knock",
        session=session,
    )
    session.base_url = str(session.base_url).replace("https://graph.facebook.com", meta["graph_url"])

    arrived: queue.Queue = queue.Queue()
    wa.on_message(lambda _, message: arrived.put(("message", message)))
    wa.on_message_status(lambda _, status: arrived.put(("status", status)))
    wa.on_callback_button(lambda _, tap: arrived.put(("tap", tap)))
    wa.on_callback_selection(lambda _, row: arrived.put(("row", row)))
    wa.on_template_status_update(lambda _, update: arrived.put(("template", update)))

    server = uvicorn.Server(uvicorn.Config(app, log_level="warning"))
    threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()

    def waits_for(kind: str, holds=lambda _: True):
        """The next thing of a kind; others are passed over."""
        while True:
            found, update = arrived.get(timeout=PATIENCE)
            if found == kind and holds(update):
                return update

    token = wa.get_app_access_token(app_id=int(meta["app_id"]), app_secret=meta["app_secret"])
    fields = ("messages", "message_template_status_update")
    assert wa.set_app_callback_url(int(meta["app_id"]), token, f"{address}/", "knock", fields), "the handshake"

    control.post(f"/customers/{ana}/write", json={"text": "Héllo, are you open? 👋"}).raise_for_status()
    message = waits_for("message")
    assert message.text == "Héllo, are you open? 👋" and message.from_user.name == "Ana", message
    message.mark_as_read()

    sent = wa.send_message(to=ANA, text="Until seven.", reply_to_message_id=message.id)
    waits_for("status", lambda s: s.id == sent.id and s.status == types.MessageStatusType.READ)
    wa.send_image(to=ANA, image=PICTURE, mime_type="image/png", caption="This one?")

    wa.send_message(to=ANA, text="Keep it?", buttons=[types.Button("Yes", "keep:1"), types.Button("No", "drop:1")])
    control.post(f"/customers/{ana}/tap", json={"button": 0}).raise_for_status()
    assert waits_for("tap").data == "keep:1", "the button she tapped"

    rows = [types.SectionRow("Red", "red"), types.SectionRow("Blue", "blue", "the last pair")]
    wa.send_message(to=ANA, text="Which?", buttons=types.SectionList("Colours", [types.Section("Shoes", rows)]))
    control.post(f"/customers/{ana}/tap", json={"row": 1}).raise_for_status()
    assert waits_for("row").data == "blue", "the row she tapped"

    picture = HeaderImage(example=PICTURE, mime_type="image/png")
    body = BodyText("Your {{1}} is waiting for you in {{2}} until tonight.", "shoe", "Paris")
    keep, see = QuickReplyButton(text="Keep it"), URLButton(text="See it", url="https://example.com/{{1}}", example="https://example.com/a")
    template = Template(
        name="waiting", category=TemplateCategory.UTILITY, language=TemplateLanguage.ENGLISH, components=[picture, body, Buttons(buttons=[keep, see])]
    )
    created = wa.create_template(template)
    update: TemplateStatusUpdate = waits_for("template")
    assert update.template_name == "waiting" and update.new_status == "APPROVED", update
    assert [t.name for t in wa.get_templates()] == ["waiting"], "the list of templates"
    assert wa.get_template(created.id).status == "APPROVED", "the template itself"

    sent = wa.send_template(
        to=ANA,
        name="waiting",
        language=TemplateLanguage.ENGLISH,
        params=[
            picture.params(image=PICTURE, mime_type="image/png"),
            body.params("shoe", "Lyon"),
            keep.params(callback_data="keep:2", index=0),
            see.params(url_variable="shoe", index=1),
        ],
        tracker="order-17",
    )
    status = waits_for("status", lambda s: s.id == sent.id and s.status == types.MessageStatusType.DELIVERED)
    assert status.tracker == "order-17", status
    control.post(f"/customers/{ana}/tap", json={"button": 0}).raise_for_status()
    assert waits_for("tap").data == "keep:2", "the template's button she tapped"

    assert wa.get_business_phone_number().display_phone_number, "the number"
    control.post(f"/customers/{ana}/send", json={"kind": "image", "caption": "like this"}).raise_for_status()
    pictured = waits_for("message", lambda m: m.image is not None)
    assert pictured.caption == "like this" and pictured.image.get_bytes()[:3] == b"\xff\xd8\xff", "her picture, downloaded"
    server.should_exit = True
    print("pywa works")


if __name__ == "__main__":
    main(sys.argv[1])
