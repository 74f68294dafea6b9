// whatsapp-api-js against the simulator: its fetch is sent elsewhere, nothing else is changed.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { createServer } from "node:http";
import { webcrypto } from "node:crypto";
import { WhatsAppAPI } from "whatsapp-api-js";
import {
  ActionButtons, ActionList, Body, BodyComponent, BodyParameter, Button, Header, HeaderComponent, HeaderParameter, Image,
  Interactive, Language, ListSection, PayloadComponent, Row, Template, Text, URLComponent,
} from "whatsapp-api-js/messages";

const ANA = "+33639980001";
const simulator = spawn(process.argv[2], [], { stdio: ["ignore", "pipe", "inherit"] });
const line = await new Promise((resolve) => createInterface(simulator.stdout).once("line", resolve));
const meta = JSON.parse(line);

const control = async (path, body) => {
  const answer = await fetch(`${meta.control_url}/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  assert.ok(answer.ok, `control ${path}`);
  return answer.json();
};

const api = new WhatsAppAPI({
  token: meta.token,
  appSecret: meta.app_secret,
  webhookVerifyToken: "knock",
  v: "v25.0",
  secure: true,
  ponyfill: { subtle: webcrypto.subtle, fetch: (url, options) => fetch(String(url).replace("https://graph.facebook.com", meta.graph_url), options) },
});

let heard;
const arrives = new Promise((resolve) => { heard = resolve; });
api.on.message = ({ message, name }) => heard({ message, name });
const listener = createServer(async (request, response) => {
  let raw = "";
  for await (const piece of request.setEncoding("utf8")) raw += piece;
  try {
    await api.post(JSON.parse(raw), raw, request.headers["x-hub-signature-256"]);
    response.writeHead(200).end();
  } catch (error) {
    console.error(error);
    response.writeHead(500).end();
  }
});

try {
  await new Promise((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { ids: [ana] } = await control("customers", { name: "Ana", phone: ANA });
  await control("webhook", { url: `http://127.0.0.1:${listener.address().port}/` });
  await control(`customers/${ana}/write`, { text: "Héllo 👋" });
  const { message, name } = await arrives;
  assert.deepEqual([message.text.body, name], ["Héllo 👋", "Ana"], "what she wrote, signed");

  const components = [
    { type: "HEADER", format: "IMAGE" },
    { type: "BODY", text: "Your {{1}} is waiting in {{2}} until tonight." },
    { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Keep it" }, { type: "URL", text: "See it", url: "https://example.com/{{1}}" }] },
  ];
  await control("templates/waiting/en", { category: "UTILITY", components });

  const picture = new Image("https://example.com/shoe.jpg");
  const messages = [
    new Text("Until seven."),
    new Image("https://example.com/shoe.jpg", false, "This one?"),
    new Interactive(new ActionButtons(new Button("keep:1", "Yes"), new Button("drop:1", "No")), new Body("Keep it?"), new Header("Shoes")),
    new Interactive(new ActionList("Colours", new ListSection("Shoes", new Row("red", "Red"), new Row("blue", "Blue", "the last pair"))), new Body("Which?")),
    new Template("waiting", new Language("en"), new HeaderComponent(new HeaderParameter(picture)),
      new BodyComponent(new BodyParameter("shoe"), new BodyParameter("Lyon")), new PayloadComponent("keep:2"), new URLComponent("shoe")),
  ];
  for (const one of messages) {
    const answer = await api.sendMessage(meta.phone_number_id, { phone: ANA }, one, undefined, "order-17");
    assert.match(answer.messages?.[0]?.id ?? "", /^wamid\./, `taken: ${JSON.stringify(answer)}`);
  }
  assert.deepEqual(await api.markAsRead(meta.phone_number_id, message.id, "text"), { success: true }, "read, and typing");
  const form = new FormData();
  form.set("messaging_product", "whatsapp");
  form.set("type", "text/plain");
  form.set("file", new Blob(["hello"], { type: "text/plain" }), "hello.txt");
  const { id } = await api.uploadMedia(meta.phone_number_id, form);
  const { url } = await api.retrieveMedia(id);
  assert.equal(await (await api.fetchMedia(url)).text(), "hello", "a document up and down");
  const refused = await api.sendMessage(meta.phone_number_id, { phone: ANA }, new Template("nothing", "en"));
  assert.equal(refused.error.code, 132001, "a refusal is Meta's");
  console.log("whatsapp-api-js works");
} finally {
  simulator.kill();
  listener.close();
  listener.closeAllConnections();
}
