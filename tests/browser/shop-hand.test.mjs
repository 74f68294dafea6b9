// By hand, cards and everything people send, in a browser: the shop before it is connected, and the demo.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { lookAround, open, restock, says } from "./shop.mjs";

/** A command, as the window would run it. */
async function ask({ addresses }, command, payload = {}) {
  const answer = await fetch(`${addresses.rpc_url}/${command}`, { method: "POST", headers: { Authorization: `Bearer ${addresses.token}`, "Content-Type": "application/json" }, body: JSON.stringify({ payload }) });
  const body = await answer.json();
  assert.ok(answer.ok, `${command} works: ${JSON.stringify(body)}`);
  return body;
}

/** The simulator's control side of the open demo. */
async function control(shop, path, body) {
  const found = readdirSync(shop.folder, { recursive: true }).find((path) => path.endsWith("open.json"));
  const { control_url: base } = JSON.parse(readFileSync(join(shop.folder, found ?? "open.json")));
  const answer = await fetch(`${base}/${path}`, body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {});
  assert.ok(answer.ok, `${path}: ${answer.status}`);
  return answer.json();
}

async function withShop(options, story) {
  const shop = await open(options);
  // What opens WhatsApp stays on this machine.
  await shop.page.context().route("https://wa.me/**", (route) => route.fulfill({ contentType: "text/html", body: "<title>WhatsApp</title>" }));
  try {
    await story(shop, shop.page);
    assert.deepEqual(shop.troubles, [], "the page has no errors of its own");
  } finally {
    await shop.close();
  }
}

const PHONES = ["+33639981901", "+33639981902", "+33639981903", "+33639981904"];

/** A shop that is not connected: one thing sold out, four people who wait for it. */
async function unconnected(shop, language = "en") {
  await ask(shop, "house_start_shop", { shop: { name: "Chez Nadia", country: "FR", currency: "EUR", time_zone: "Europe/Paris", language, owner: "Nadia" }, passphrase: "a passphrase for one test" });
  const [variant] = await ask(shop, "product_add", { title: "Runner", description: "", category: "Shoes", unit: "pair", picture: null, variants: [{ label: "42 · black", sku: "RUN-42", barcode: null, price: "59.00", stock: 0 }] });
  const { rules } = await ask(shop, "shop_get");
  // Whatever the hour is, nobody sleeps.
  await ask(shop, "shop_update", { rules: { ...rules, quiet_from: 0, quiet_until: 0 } });
  for (const [index, phone] of PHONES.entries()) {
    await ask(shop, "customer_add", { name: ["Asha Walker", "Zoé Lambert", "Ana García", "Hugo Morel"][index], phone, user_id: null, username: null, language });
    await ask(shop, "waitlist_join", { code: "RUN-42", customer: phone, wording: null, source: "counter" });
  }
  await shop.page.reload();
  return variant;
}

async function count(page, typed) {
  await page.getByRole("link", { name: /Products|Produits/ }).click();
  await page.locator("#cell-1-stock").click();
  await page.keyboard.type(String(typed));
  await page.keyboard.press("Enter");
}

/** Presses what opens WhatsApp, and answers where that led. */
async function opened(page, button) {
  const [there] = await Promise.all([page.context().waitForEvent("page"), button()]);
  await there.waitForURL(/wa\.me/);
  const url = there.url();
  await there.close();
  await page.bringToFront();
  return url;
}

test("not connected: a card asks for the shop's own number, and then there are three", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await unconnected(shop);
    await page.getByRole("link", { name: /Products/ }).click();
    await page.locator("#cell-1-stock").click();
    await page.keyboard.press("c");
    const dialog = page.getByRole("dialog", { name: "Card for Runner 42 · black" });
    await dialog.getByLabel("The shop's own WhatsApp number").fill("+33 6 39 98 19 00");
    assert.deepEqual(await shop.findings(), [], "the question for the number is accessible");
    await dialog.getByRole("button", { name: "Save" }).click();
    const drawn = [];
    for (const kind of ["Shelf card", "Poster (A6)", "Receipt strip"]) {
      await dialog.getByText(kind, { exact: true }).click();
      const drawing = dialog.getByRole("img", { name: `${kind}: Runner 42 · black` });
      await drawing.waitFor();
      drawn.push(await drawing.evaluate((img) => img.decode().then(() => img.naturalWidth / img.naturalHeight)));
      assert.deepEqual(await shop.findings(), [], `${kind} is accessible`);
    }
    assert.ok(drawn[0] > 1 && drawn[1] < 1 && drawn[2] < 1, `a wide card, a tall poster and a strip are drawn: ${drawn}`);
    await says(dialog.locator(".bubble"), /^Tell me when Runner 42 · black is back #1\.1.$/, "the words typed in for her end in the card's mark");
    await says(dialog, /https:\/\/wa\.me\/33639981900\?text=Tell%20me/, "the link leads to the shop's own number");
    const [saved] = await Promise.all([page.waitForEvent("download"), dialog.getByRole("button", { name: "Save as PDF" }).click()]);
    assert.equal(readFileSync(await saved.path()).subarray(0, 5).toString(), "%PDF-", "what is saved is a PDF");
    await dialog.getByRole("button", { name: "Copy the link" }).click();
    await dialog.getByText("Copied.").waitFor();
    await page.emulateMedia({ media: "print" });
    // On paper stands the card, and nothing else.
    await page.locator(".print-sheet img").waitFor();
    await page.locator(".grid").waitFor({ state: "hidden" });
  }),
);

test("by hand: one by one, ticked, taken back, answered, refused", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await unconnected(shop);
    await count(page, 1);
    const bar = page.getByRole("region", { name: "Tell them" });
    await bar.getByText("4 waiting · 1 pair · first 2 people").waitFor();
    // An unconnected shop tells by hand.
    await bar.getByRole("radio", { name: "By hand", checked: true }).waitFor({ state: "attached" });
    assert.doesNotMatch(await bar.locator(".words").innerText(), /€|price|next people/, "there is no price and no next time");
    assert.deepEqual(await shop.findings(), [], "the bar is accessible");
    await bar.getByRole("button", { name: "Open WhatsApp one by one" }).click();
    await bar.getByText("0 of 2 sent").waitFor();

    const first = bar.getByRole("button", { name: /^Open WhatsApp: Asha Walker/ });
    await first.focus();
    const url = await opened(page, () => page.keyboard.press("Enter"));
    assert.match(url, /^https:\/\/wa\.me\/33639981901\?text=/, "WhatsApp opens for her, with the text");
    const text = decodeURIComponent(url.split("text=")[1]);
    assert.match(text, /Asha.*Runner 42 · black.*STOP/s, "which names her and the product, and says how to stop");
    await says(bar.locator(".hand-text"), text, "the same text stands in the list");
    assert.deepEqual(await shop.findings(), [], "an opened message is accessible");

    await page.keyboard.press("s");
    await bar.getByText("1 of 2 sent").waitFor();
    await page.locator(":focus").filter({ hasText: "Open WhatsApp" }).waitFor();
    await page.keyboard.press("ArrowUp");
    // The arrow goes back to her.
    await page.locator('[aria-label*="Undo: Asha Walker"]:focus').waitFor();
    await page.keyboard.press("Enter");
    await bar.getByText("0 of 2 sent").waitFor();

    await opened(page, () => first.click());
    await bar.getByRole("button", { name: "Sent: Asha Walker", exact: true }).click();
    await bar.getByText("1 of 2 sent").waitFor();
    await bar.getByRole("button", { name: "Asha Walker: Keep one" }).click();
    const answer = bar.getByRole("button", { name: "Open WhatsApp: Asha Walker, An answer" });
    await answer.waitFor();
    assert.ok(await answer.evaluate((button) => button === document.activeElement), "what the shop answers is the next message to send");
    assert.match(decodeURIComponent(await opened(page, () => answer.click())), /It's yours: Runner 42 · black/, "with her order in it");
    await bar.getByRole("button", { name: /^Open WhatsApp: Zoé Lambert/ }).click();
    await bar.getByText("None is left for her now: all are kept or sold. She keeps her place.").waitFor();

    await page.getByRole("link", { name: /Sell/ }).click();
    await page.getByRole("heading", { name: "To send by hand" }).waitFor();
    assert.deepEqual(await shop.findings(), [], "Sell is accessible");
    await page.getByRole("link", { name: /Orders/ }).click();
    await page.getByText("Asha Walker").first().waitFor();
  }),
);

test("by hand to one customer: an answer yes, an offer only with her consent", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await unconnected(shop);
    await page.getByRole("link", { name: /Customers/ }).click();
    await page.locator(".list button.line").filter({ hasText: "Hugo Morel" }).click();
    await page.getByRole("button", { name: "An offer, by hand" }).click();
    await page.getByRole("textbox", { name: "Your offer to her" }).fill("Ten percent off on Saturday");
    await page.getByRole("button", { name: "Ready" }).click();
    await page.getByRole("alert").filter({ hasText: "She never asked" }).waitFor();
    await page.getByRole("button", { name: "Write by hand" }).click();
    await page.getByRole("textbox", { name: "Your words to her" }).fill("Your shoes are repaired");
    await page.getByRole("button", { name: "Ready" }).click();
    assert.deepEqual(await shop.findings(), [], "her card is accessible");
    const url = await opened(page, () => page.getByRole("button", { name: /^Open WhatsApp: Hugo Morel, An answer/ }).click());
    assert.equal(decodeURIComponent(url.split("text=")[1]), "Your shoes are repaired", "her words and no others");
    await page.getByRole("button", { name: "Sent: Hugo Morel", exact: true }).click();
    await page.getByRole("log", { name: "Messages" }).getByText("sent by hand").waitFor();
  }),
);

/** Everything a person can send, and what the thread makes of it. */
const SENT = [
  [{ kind: "text", content: { body: "<b>Hello</b> https://example.invalid/x" } }, "<b>Hello</b> https://example.invalid/x"],
  [{ kind: "location", content: { latitude: 48.85661, longitude: 2.35222, name: "Home", address: "12 rue des Lilas" } }, "48.85661, 2.35222"],
  [{ kind: "location", content: { latitude: 0, longitude: 0 } }, "no place could be read"],
  [{ kind: "contacts", content: [{ name: { formatted_name: "My sister Lou" }, phones: [{ phone: "+33 6 39 98 19 77" }] }] }, "My sister Lou"],
  [{ kind: "order", content: { catalog_id: "1", text: "For Saturday", product_items: [{ product_retailer_id: "unknown-1", quantity: 2, item_price: 59, currency: "EUR" }, 7] } }, "2 × unknown-1"],
  [{ kind: "nfm_reply", response_json: JSON.stringify({ flow_token: "t", size: "forty-two" }) }, "forty-two"],
  [{ kind: "unsupported", sub_type: "poll" }, "WhatsApp does not pass on"],
  [{ kind: "hologram" }, "A new kind of message: hologram"],
  [{ kind: "text", content: { body: "Passed on" }, forwarded: true }, "Forwarded"],
  [{ kind: "text", content: { body: "I saw it" }, referral: { source_url: "https://example.invalid", source_type: "ad", source_id: "1", headline: "Autumn runners" } }, "From your advertisement: Autumn runners"],
  [{ kind: "image", caption: "Like these" }, "Like these"],
  [{ kind: "voice" }, null],
  [{ kind: "video" }, "Show: Video"],
  [{ kind: "document", filename: "../../list.pdf" }, "File: list.pdf"],
  [{ kind: "sticker" }, null],
  [{ kind: "system", type: "customer_identity_changed" }, "make sure it is her"],
];

test("a thread shows everything people send, as text and nothing else", { timeout: 180_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    const person = (await control(shop, "customers")).find((c) => c.phone);
    for (const [message] of SENT) await control(shop, `customers/${person.id}/send`, message);
    const { wamid } = await control(shop, `customers/${person.id}/send`, { kind: "text", content: { body: "I need 41" } });
    await control(shop, `customers/${person.id}/send`, { kind: "reaction", content: { message_id: wamid, emoji: "👍" } });
    await page.getByRole("link", { name: /Customers/ }).click();
    await page.locator(".list button.line").filter({ hasText: person.name }).first().click();
    const thread = page.getByRole("log", { name: "Messages" });
    await thread.getByText("I need 41").waitFor({ timeout: 60_000 });
    for (const [message, shown] of SENT) if (shown !== null) await thread.getByText(shown).first().waitFor({ timeout: 30_000 }).catch(() => assert.fail(`${JSON.stringify(message)} shows “${shown}”:\n${shown}`));
    await thread.getByRole("img", { name: "Reaction: 👍" }).waitFor();
    await thread.getByText("Part of this basket could not be read").waitFor();
    for (const name of ["Like these", "Sticker"]) {
      const picture = thread.getByRole("img", { name });
      await picture.waitFor({ timeout: 60_000 });
      assert.ok(await picture.evaluate((img) => img.decode().then(() => img.naturalWidth > 0)), `${name} is a picture`);
    }
    await thread.locator("audio").waitFor();
    await thread.getByRole("button", { name: "Show: Video" }).click();
    await thread.locator("video").waitFor();
    const [saved] = await Promise.all([page.waitForEvent("download"), thread.getByRole("button", { name: "Save: list.pdf" }).click()]);
    assert.equal(saved.suggestedFilename(), "list.pdf", "a file's name is no path");
    await control(shop, "faults", { fail_with: 131026 });
    await page.getByRole("textbox", { name: "Write an answer" }).fill("We have it in 42");
    await page.getByRole("button", { name: "Send", exact: true }).first().click();
    // An answer the shop had still to give by itself may fail beside hers.
    await thread.locator(".bubble").filter({ hasText: "We have it in 42" }).getByText("Not delivered: her WhatsApp cannot be reached. Call her: the phone may be off, or WhatsApp gone.").waitFor({ timeout: 30_000 });
    assert.equal(await thread.locator("a, script, iframe, b:has-text('Hello')").count(), 0, "nothing a customer writes becomes a link or markup");
    assert.deepEqual(await shop.findings(), [], "the thread is accessible");
  }),
);

test("the customer's phone scans a shelf card and is in line", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    const phone = page.getByRole("complementary", { name: "Customer's phone" });
    await phone.getByRole("button", { name: "Scan a shelf card" }).click();
    await page.getByRole("option").first().click();
    await phone.getByText(/^Tell me when .* is back #/).first().waitFor();
    await phone.getByText(/Noted: we tell you when/).waitFor({ timeout: 30_000 });
    assert.deepEqual(await shop.findings(), [], "the phone is accessible");
  }),
);

test("more people than Meta takes today are days and hours, not codes", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    const { now } = await ask(shop, "shop_get");
    const tomorrow = new Date(now + 86_400_000).toISOString().slice(0, 10);
    const until = [8, 9].map((hour) => Date.parse(`${tomorrow}T0${hour}:00:00Z`)).find((at) => new Intl.DateTimeFormat("en-GB", { timeZone: "Europe/Paris", hour: "2-digit" }).format(at) === "10");
    // A line of four hundred would take minutes to make; the shop's answer is stretched on its way instead.
    await page.route("**/rpc/alert_plan", async (route) => {
      const answer = await route.fetch();
      const plan = await answer.json();
      const limited = { customer: 1, name: "Somebody", reason: { is: "day_limit", until } };
      await route.fulfill({ response: answer, json: { ...plan, first: 400, later: Array.from({ length: 150 }, (_, customer) => ({ ...limited, customer })) } });
    });
    await restock(shop, 200);
    const bar = page.getByRole("region", { name: "Tell them" });
    await bar.getByText("250 today, the rest tomorrow at 10:00").waitFor();
    assert.doesNotMatch(await bar.innerText(), /150/, "the others are not a list of reasons");
    // A connected shop sends by itself.
    await bar.getByRole("radio", { name: "The shop sends", checked: true }).waitFor({ state: "attached" });
    await bar.getByText("By hand", { exact: true }).click();
    await bar.getByRole("button", { name: "Open WhatsApp one by one" }).waitFor();
    assert.deepEqual(await shop.findings(), [], "the bar is accessible");
    // The plan is asked for again and again: one on its way must not fail with the page that asked.
    await page.unrouteAll({ behavior: "ignoreErrors" });
  }),
);

test("French, dark and narrow: the card and the list by hand fit", { timeout: 120_000 }, () =>
  withShop({ locale: "fr-FR", colorScheme: "dark", width: 480, height: 900 }, async (shop, page) => {
    await unconnected(shop, "fr");
    await ask(shop, "shop_update", { own_number: "+33639981900" });
    await count(page, 2);
    await page.getByRole("button", { name: "Ouvrir WhatsApp un par un" }).click();
    await opened(page, () => page.getByRole("button", { name: /^Ouvrir WhatsApp : Asha Walker/ }).click());
    const fits = async (what) => {
      assert.deepEqual(await shop.findings(), [], `${what} is accessible in the dark`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${what} does not scroll sideways, it is ${wide} px too wide`);
    };
    await fits("the list in Products");
    await page.getByRole("link", { name: "Vendre" }).click();
    await page.getByRole("heading", { name: "À envoyer à la main" }).waitFor();
    await fits("the list in Sell");
    await page.getByRole("link", { name: "Produits" }).click();
    await page.locator("#cell-1-stock").click();
    await page.keyboard.press("c");
    await page.getByRole("img", { name: "Carte de rayon : Runner 42 · black" }).waitFor();
    await fits("the card");
  }),
);
