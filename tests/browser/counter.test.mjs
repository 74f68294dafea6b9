// Several people at one laptop: tiles, PINs, who may do what, orders that ring until somebody looks.
import assert from "node:assert/strict";
import { test } from "node:test";

import { become, lookAround, restock, settings, withShop } from "./shop.mjs";

/** Nadia gives herself a PIN in Settings. */
async function givesHerselfAPin(page, pin) {
  await settings(page, "People");
  await page.getByRole("button", { name: "Change: Nadia" }).click();
  await page.getByLabel("Set a PIN").fill(pin);
  await page.getByLabel("Set a PIN").press("Enter");
  await page.getByText("Nadia now has a PIN.").waitFor();
}

test("a PIN keeps the owner's tile hers, and staff are refused what is hers", { timeout: 180_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await settings(page, "People");
    await page.getByText(/Give yourself a PIN/).waitFor();
    assert.deepEqual(await shop.findings(), [], "People is accessible");
    await givesHerselfAPin(page, "2468");
    await page.getByText(/Give yourself a PIN/).waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("tab", { name: "People" }).waitFor();

    await page.keyboard.press("Control+l");
    await page.getByRole("heading", { name: "Who is here?" }).waitFor();
    assert.equal(await page.getByRole("button", { name: /Stay as/ }).count(), 0, "who stepped away has to come back in");
    assert.deepEqual(await shop.findings(), [], "the tiles are accessible");
    assert.equal((await shop.rpc("shop_get")).code, "sign_in_first", "and nothing answers meanwhile");
    await page.getByRole("button", { name: /^Nadia/ }).click();
    await page.getByLabel("PIN of Nadia").fill("1111");
    await page.keyboard.press("Enter");
    await page.getByText("That is not the PIN. Try again.").waitFor();
    assert.deepEqual(await shop.findings(), [], "the PIN is accessible");
    for (const digit of "2468") await page.getByRole("button", { name: digit, exact: true }).click();
    await page.getByRole("button", { name: "Come in" }).click();
    await page.getByRole("navigation").waitFor();

    await become(page, "Léa");
    await page.getByRole("link", { name: /Settings/ }).click();
    await page.getByText("Language of this window").waitFor();
    assert.equal(await page.getByRole("tab").count(), 0, "staff see how the window looks, and nothing else of the settings");
    await restock(shop, 5);
    await page.getByText(/The owner sees it in Today/).waitFor();
    await page.getByRole("link", { name: /Today/ }).click();
    await page.getByText(/is back: 23 waiting/).waitFor();
    // Telling people is the owner's.
    await page.getByRole("button", { name: "Tell them", disabled: true }).first().waitFor();
    for (const [command, payload] of [["shop_update", { quiet: true }], ["team_add", { name: "Eve", role: "owner" }], ["spending_get", {}], ["connection_resume", {}]]) {
      assert.equal((await shop.rpc(command, payload)).code, "owner_only", `${command} is refused, whatever the window shows`);
    }

    await page.keyboard.press("Control+l");
    await page.getByRole("button", { name: /^Nadia/ }).click();
    for (let tries = 1; tries <= 5; tries += 1) {
      await page.getByLabel("PIN of Nadia").fill("0000");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.querySelector(".pin input")?.value === "");
      await page.getByText(tries < 5 ? "That is not the PIN. Try again." : /Wait 30 seconds\.$/).waitFor();
    }
    await page.getByLabel("PIN of Nadia").fill("2468");
    // Guessing gets slow.
    await page.getByRole("button", { name: "Come in", disabled: true }).waitFor();
  }),
);

test("left alone, the laptop locks itself", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await givesHerselfAPin(page, "2468");
    await page.clock.install();
    await page.reload();
    await page.getByRole("tab", { name: "People" }).waitFor();
    await page.clock.fastForward("14:00");
    assert.ok(await page.getByRole("navigation").isVisible(), "a quarter of an hour is not over");
    await page.mouse.move(200, 200);
    await page.clock.fastForward("14:00");
    assert.ok(await page.getByRole("navigation").isVisible(), "a touch counts");
    await page.clock.fastForward("02:00");
    await page.getByRole("heading", { name: "Who is here?" }).waitFor();
    assert.equal((await shop.rpc("shop_get")).code, "sign_in_first", "the program behind it is locked as well");
  }),
);

test("a leaver is switched off in one click, and her history stays", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await become(page, "Léa");
    await restock(shop, 4);
    await page.getByText(/The owner sees it in Today/).waitFor();
    await become(page, "Nadia");
    await settings(page, "People");
    await page.getByRole("button", { name: "Switch off: Léa" }).click();
    await page.getByText("Léa is switched off.").waitFor();
    await page.getByRole("button", { name: /Change places/ }).waitFor({ state: "detached" });
    await page.getByRole("tab", { name: "History" }).click();
    await page.getByText(/Léa · Counted Runner 42 · black/).waitFor();
    await page.getByText(/Nadia · Switched Léa off/).waitFor();
    assert.deepEqual(await shop.findings(), [], "the history is accessible");
    await page.getByRole("alert").filter({ hasText: "Léa is switched off." }).getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: /Change places/ }).waitFor();
  }),
);

test("an order rings until somebody opens the orders", { timeout: 180_000 }, () =>
  withShop({}, async (shop, page) => {
    // What sounds is counted where it begins to sound.
    await page.addInitScript(() => {
      const { start } = OscillatorNode.prototype;
      window.tones = 0;
      OscillatorNode.prototype.start = function begin(...at) {
        window.tones += 1;
        return start.apply(this, at);
      };
    });
    await page.reload();
    await lookAround(shop);
    await restock(shop, 5);
    await page.getByRole("region", { name: "Tell them" }).getByRole("button", { name: "Tell them" }).click();
    await page.locator(".phone .tap").first().click({ timeout: 60_000 });
    await page.getByRole("link", { name: /Orders: \d+ new order/ }).waitFor({ timeout: 20_000 });
    await page.waitForFunction(() => /^\(\d+\) /.test(document.title) && window.tones >= 2);
    assert.deepEqual(await shop.findings(), [], "a ringing window is accessible");
    const rang = (await shop.rpc("orders_list")).filter((o) => o.state === "kept" && o.seen_at === null).map((o) => o.id);
    assert.ok(rang.length > 0, "somebody's order is new");
    await page.getByRole("button", { name: "No sound for new orders" }).click();
    await page.locator('button[aria-pressed="true"][aria-label="No sound for new orders"]').waitFor();
    await page.getByRole("link", { name: /Orders/ }).click();
    await page.waitForFunction(() => !document.title.startsWith("("));
    await page.getByRole("link", { name: "Orders", exact: true }).waitFor();
    const orders = await shop.rpc("orders_list");
    assert.ok(rang.every((id) => orders.find((o) => o.id === id).seen_at !== null), "looking is what stops it");
  }),
);
