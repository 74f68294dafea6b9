// The owner's own answers: written, tried, said to a customer word for word, taken away and put back.
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookAround, says, settings, withShop } from "./shop.mjs";

test("an answer is written, tried, said word for word, and comes back after Undo", { timeout: 180_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await settings(page, "Answers");
    await page.getByText("Nothing yet. Write what people keep asking").waitFor();
    assert.deepEqual(await shop.findings(), [], "the empty page is accessible");
    await page.getByRole("button", { name: "Write an answer" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Name").fill("parking");
    await dialog.getByLabel("How people ask it").fill("is there parking near you?\nwhere can I park my car");
    await dialog.getByLabel("What the shop answers").fill("Yes: car park Maubeuge, two minutes on foot.");
    assert.deepEqual(await shop.findings(), [], "the form is accessible");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: /parking.*2 ways to ask/ }).waitFor();
    await page.getByRole("textbox", { name: "Try it" }).fill("where do I park?");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.getByText("From your answer “parking”.").waitFor();
    await page.getByRole("textbox", { name: "Write to the shop…" }).fill("can I park near you?");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.locator(".phone .bubble").filter({ hasText: "Yes: car park Maubeuge, two minutes on foot." }).waitFor({ timeout: 30_000 });
    // The works begin: said until the day before, and then no more.
    await page.getByRole("button", { name: /parking.*2 ways to ask/ }).click();
    await page.getByRole("dialog").getByLabel("Said until").fill("2020-02-29");
    await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: /parking.*said until 29 February 2020/ }).waitFor();
    await page.getByRole("textbox", { name: "Try it" }).fill("where do I park?");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.getByText("From your answer “parking”.").waitFor({ state: "detached" });
    await page.getByRole("button", { name: /parking.*2 ways to ask/ }).click();
    assert.equal(await page.getByRole("dialog").getByLabel("Said until").inputValue(), "2020-02-29", "the last day is the day that was typed");
    await page.getByRole("dialog").getByRole("button", { name: "Remove" }).click();
    await page.getByText("Nothing yet. Write what people keep asking").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: /parking.*2 ways to ask/ }).waitFor();
    await says(page.getByRole("button", { name: /parking.*2 ways to ask/ }), /car park Maubeuge/, "put back with what it says");
  }));

test("what a message was about is put right in its menu, listed, and taken back", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await page.locator(".todo").filter({ hasText: "wrote" }).first().waitFor({ timeout: 30_000 });
    const row = (await shop.rpc("today_list")).rows.find((r) => r.is === "answer");
    await page.evaluate((customer) => { location.hash = `#/inbox/${customer}`; }, row.customer);
    const hers = page.locator('.talk-message[data-mine="false"]').last();
    await hers.waitFor();
    await hers.hover();
    await hers.getByRole("button", { name: "What to do with this message" }).click();
    await page.getByRole("menuitem", { name: "This was about…" }).hover();
    await page.getByRole("menuitem", { name: "hours or the way" }).click();
    await page.getByText("Noted: hours or the way.").waitFor();
    await settings(page, "Answers");
    const section = page.locator("section").filter({ hasText: "What you put right" });
    await section.waitFor();
    assert.deepEqual(await shop.findings(), [], "what was put right is accessible");
    await section.getByRole("button", { name: /^Take back what was said of/ }).click();
    await section.waitFor({ state: "detached" });
    assert.deepEqual(await shop.rpc("corrections_list"), [], "as the shop took it");
  }));
