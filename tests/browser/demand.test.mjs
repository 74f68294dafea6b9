// What customers asked for and could not have: counted, left out and brought back; and an answer that reaches those who
// asked before it was written.
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookAround, settings, withShop } from "./shop.mjs";

async function writes(page, words) {
  await page.getByRole("textbox", { name: "Write to the shop…" }).fill(words);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.locator(".phone .bubble").filter({ hasText: words }).first().waitFor();
}

test("the owner sees what she could not sell, and tells those who asked in vain", { timeout: 180_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await page.getByRole("link", { name: /Products/ }).or(page.getByRole("button", { name: /Products/ })).first().click();
    await page.getByText("Asked for", { exact: true }).click();
    await page.getByText("Nothing was missing").waitFor();
    assert.deepEqual(await shop.findings(), [], "the empty page is accessible");
    const gone = (await shop.rpc("products_list")).find((row) => row.on_hand === 0 && row.status === "active" && row.uncounted === null);
    assert.ok(gone, "something is sold out in the demo shop");
    await writes(page, `Hello, do you have ${gone.title} ${gone.label}?`);
    const line = page.locator(".card .line").filter({ hasText: gone.title }).first();
    await line.getByText("1 person").waitFor({ timeout: 30_000 });
    assert.deepEqual(await shop.findings(), [], "the list is accessible");
    await line.getByRole("button", { name: /^Leave/ }).click();
    await page.getByText("Nothing was missing").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await line.getByText("1 person").waitFor();
    await line.getByRole("button", { name: /^Look/ }).click();
    await page.getByRole("dialog").first().waitFor();
    await page.keyboard.press("Escape");

    await writes(page, "how can I repair the torn lining of my coat?");
    await settings(page, "Answers");
    await page.getByRole("button", { name: /^Write the answer to/ }).click({ timeout: 30_000 });
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("lining");
    await dialog.getByLabel("What the shop answers").fill("Our tailor mends linings on Fridays.");
    await dialog.getByLabel("Send it to the 1 person who can be answered now").check();
    assert.deepEqual(await shop.findings(), [], "the dialog is accessible");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("1 person reads it in a few seconds.").waitFor();
    await page.locator(".phone .bubble").filter({ hasText: "Our tailor mends linings on Fridays." }).waitFor({ timeout: 40_000 });
  }));
