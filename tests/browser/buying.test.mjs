// Buying in chat, seen from both sides: the customer's phone beside the demo, and the shop's orders and inbox.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { lookAround, says, withShop } from "./shop.mjs";

/** The simulator's control side of the open demo. */
async function control(shop, path, body) {
  const found = readdirSync(shop.folder, { recursive: true }).find((name) => name.endsWith("open.json"));
  const { control_url: base } = JSON.parse(readFileSync(join(shop.folder, found ?? "open.json")));
  const answer = await fetch(`${base}/${path}`, body ? { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) } : {});
  assert.ok(answer.ok, `${path}: ${answer.status}`);
  return answer.json();
}

/** Something the demo has several of. */
async function several(shop) {
  const products = await shop.rpc("products_list");
  const row = products.find((one) => one.on_hand - one.held > 2 && one.price !== null && one.uncounted === null);
  assert.ok(row, "the demo shop has something on the shelf");
  return row;
}

test("a sentence on the phone is an order with a code, found by it and cancelled with one tap", { timeout: 120_000 }, () =>
  withShop({ width: 1500, height: 860 }, async (shop, page) => {
    await lookAround(shop);
    const row = await several(shop);
    const phone = page.locator(".phone");
    const writes = async (text) => {
      await page.getByRole("textbox", { name: "Write to the shop…" }).fill(text);
      await phone.getByRole("button", { name: "Send", exact: true }).click();
    };
    // The phone is somebody's once her chat is there.
    await phone.getByText("No messages yet").waitFor();
    await writes(`I take two ${row.title} ${row.label}`);
    await phone.locator(".bubble").filter({ hasText: "It's yours: 2 ×" }).waitFor({ timeout: 30_000 });
    const [order] = await shop.rpc("orders_list");
    await page.getByRole("link", { name: /Orders/ }).click();
    await page.getByRole("searchbox", { name: "Code, number, name…" }).fill(order.code.toLowerCase());
    await page.getByText(`code ${order.code}`).waitFor();
    assert.equal(await page.locator(".todo").count(), 1, "what she says at the counter finds her order and no other");
    assert.deepEqual(await shop.findings(), [], "orders and search are accessible");
    await writes("where are you?");
    await phone.getByRole("button", { name: /Directions|Send location/ }).first().waitFor({ timeout: 30_000 });
    await phone.getByRole("button", { name: "Cancel order" }).last().click();
    await phone.locator(".bubble").filter({ hasText: "is cancelled" }).waitFor({ timeout: 30_000 });
  }));

test("a basket stands in the thread as it is now, and is accepted with one button", { timeout: 120_000 }, () =>
  withShop({ width: 1500, height: 860 }, async (shop, page) => {
    await lookAround(shop);
    await shop.rpc("shop_update", { answering: false });
    const row = await several(shop);
    const [person] = (await control(shop, "customers")).filter((one) => one.phone);
    const item = { product_retailer_id: row.retailer_id, quantity: 1, item_price: (row.price - 500) / 100, currency: "EUR" };
    await control(shop, `customers/${person.id}/send`, { kind: "order", product_items: [item] });
    await page.getByRole("link", { name: /Inbox/ }).click();
    await page.locator(".talk").filter({ hasText: person.name }).click();
    const basket = page.getByRole("region", { name: "The basket now" });
    await says(basket, /when she chose it/, "what has changed since is said");
    assert.deepEqual(await shop.findings(), [], "the basket is accessible");
    await basket.getByRole("button", { name: "Accept" }).click();
    await says(basket, /accepted as order/, "and then it is an order");
    const orders = await shop.rpc("orders_list");
    assert.ok(orders[0].accepted_at !== null && orders[0].lines[0].variant === row.id, "held and accepted");
  }));

test("an owner who delivers says so once, and an order is brought where its customer writes", { timeout: 120_000 }, () =>
  withShop({ width: 1500, height: 860 }, async (shop, page) => {
    await lookAround(shop);
    const row = await several(shop);
    const phone = page.locator(".phone");
    await phone.getByText("No messages yet").waitFor();
    await page.getByRole("link", { name: /Settings/ }).click();
    await page.getByLabel("We bring what is ordered").check();
    await page.getByLabel("It costs").fill("4.50");
    await page.getByLabel("Where", { exact: true }).fill("within the city");
    const form = page.locator("section.card").filter({ hasText: "We bring what is ordered" });
    await form.getByRole("button", { name: "Save" }).click();
    assert.deepEqual(await shop.findings(), [], "what the owner says of delivering is accessible");
    const writes = async (text) => {
      await page.getByRole("textbox", { name: "Write to the shop…" }).fill(text);
      await phone.getByRole("button", { name: "Send", exact: true }).click();
    };
    await writes(`I take the ${row.title} ${row.label}`);
    await phone.getByRole("button", { name: "Bring it to me" }).click({ timeout: 30_000 });
    await phone.locator(".bubble").filter({ hasText: "We deliver: within the city." }).waitFor({ timeout: 30_000 });
    await writes("12 rue Lamarck, 75018 Paris");
    await phone.locator(".bubble").filter({ hasText: "We bring it to 12 rue Lamarck, 75018 Paris." }).filter({ hasText: "€4.50" }).waitFor({ timeout: 30_000 });
    await page.getByRole("link", { name: /Orders/ }).click();
    await page.locator(".todo").getByText("12 rue Lamarck, 75018 Paris").waitFor();
    await page.getByRole("button", { name: /^Deliver order/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "She collects it" }).click();
    await page.locator(".todo").getByText("12 rue Lamarck").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).first().click();
    await page.locator(".todo").getByText("12 rue Lamarck, 75018 Paris").waitFor();
    assert.deepEqual(await shop.findings(), [], "the orders are accessible");
  }));
