// A guide: written with its steps and what it takes, put in order, told to a customer who buys the tools, taken away and put back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { conversation, lookAround, settings, withShop } from "./shop.mjs";

const picture = (side) => readFileSync(new URL(`../../src-tauri/icons/${side}x${side}.png`, import.meta.url));

test("a guide is written, told step by step with its tools, and comes back after Undo", { timeout: 180_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await settings(page, "Answers");
    await page.getByText("Nothing yet. Write down what you explain every week").waitFor();
    assert.deepEqual(await shop.findings(), [], "the empty page is accessible");
    await page.getByRole("button", { name: "Write a guide" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("What is done").fill("Wax a boot");
    await dialog.getByLabel("Step 1", { exact: true }).fill("Rub the wax in.");
    await dialog.getByLabel("Step 2", { exact: true }).fill("Brush the dust off.");
    await dialog.getByRole("button", { name: "Step 2 up" }).click();
    await dialog.getByLabel("What customers call it").fill("how do I wax my boots\nhow to wax leather boots");
    const products = await shop.rpc("products_list");
    const tool = products.find((row) => row.on_hand > row.held && row.price !== null);
    assert.ok(tool, "the demo shop has something on the shelf");
    await dialog.getByRole("combobox", { name: "Add a product" }).fill(tool.title);
    await page.getByRole("option").first().click();
    await dialog.locator(".bubble").filter({ hasText: "1. Brush the dust off." }).filter({ hasText: "You need:" }).waitFor();
    await dialog.getByRole("button", { name: "Add a picture or a clip" }).click();
    const files = page.getByRole("dialog", { name: "A file of the shop" });
    await files.waitFor();
    await page.locator('input[type="file"]').last().setInputFiles({ name: "waxing.png", mimeType: "image/png", buffer: picture(128) });
    await files.waitFor({ state: "detached" });
    await dialog.locator(".bubble img").waitFor();
    await dialog.getByRole("button", { name: "Another picture" }).click();
    await files.waitFor();
    await page.locator('input[type="file"]').last().setInputFiles({ name: "brushing.png", mimeType: "image/png", buffer: picture(32) });
    await files.waitFor({ state: "detached" });
    await dialog.getByRole("button", { name: "Picture 2 earlier" }).click();
    await dialog.getByRole("group", { name: "Pictures: 2" }).locator("img").nth(1).waitFor();
    assert.deepEqual(await shop.findings(), [], "the editor is accessible");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByRole("button", { name: /Wax a boot.*2 steps · needs 1 thing/ }).waitFor();
    await page.getByRole("textbox", { name: "Write to the shop…" }).fill("Hello, how do I wax my boots?");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.locator(".phone .bubble").filter({ hasText: "2. Rub the wax in." }).waitFor({ timeout: 30_000 });
    await page.locator(".phone .bubble").filter({ hasText: "2. Rub the wax in." }).locator(".cards img").nth(1).waitFor();
    await page.getByRole("button", { name: /Wax a boot.*told once/ }).waitFor();
    await page.locator(".phone").getByRole("button", { name: "Buy the tools" }).click();
    await page.locator(".phone .bubble").filter({ hasText: /Here is what you need|Sold out at the moment/ }).waitFor({ timeout: 30_000 });
    await page.getByRole("button", { name: /Wax a boot.*2 steps/ }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
    await page.getByText("Nothing yet. Write down what you explain every week").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("button", { name: /Wax a boot.*2 steps/ }).waitFor();
  }));

test("a guide is picked for somebody, seen in her language as it goes, and sent beside what is being written", { timeout: 180_000 }, () =>
  withShop({ width: 1500, height: 860 }, async (shop, page) => {
    await lookAround(shop);
    const media = [];
    for (const side of [128, 32]) media.push({ hash: (await shop.rpc("media_add", { name: `${side}`, data: picture(side).toString("base64") })).hash });
    const texts = { "": { title: "Wax a boot", steps: ["Brush it.", "Wax it."] }, fr: { title: "Cirer une botte", steps: ["Brossez-la.", "Cirez-la."] } };
    await shop.rpc("guide_set", { guide_id: "wax", ways: ["how to wax"], texts, things: [], media, is_on: true });
    await shop.rpc("guide_set", { guide_id: "lace", ways: [], texts: { "": { title: "Lace a boot", steps: ["Cross them."] } }, things: [], media: [], is_on: true });
    await conversation(page);
    const field = page.getByRole("textbox", { name: "Write an answer" });
    await field.fill("half a sentence");
    await page.getByRole("button", { name: "+ Insert" }).click();
    await page.getByRole("menuitem", { name: "A guide" }).click();
    const dialog = page.getByRole("dialog", { name: "A guide" });
    await dialog.getByRole("textbox", { name: "Find by its words" }).fill("CIRÉR");
    assert.equal(await dialog.getByRole("listitem").count(), 1, "found by its title in any language, accents or not");
    assert.deepEqual(await shop.findings(), [], "the list is accessible");
    await dialog.getByRole("listitem").getByRole("button").click();
    const seen = dialog.locator(".guide-seen");
    const language = dialog.getByRole("combobox", { name: "Told in" });
    await language.selectOption("fr");
    await seen.getByText(/1\. Brossez-la\./).waitFor();
    await seen.getByRole("button", { name: "J’ai besoin d’aide" }).waitFor();
    await seen.locator(".cards img").nth(1).waitFor();
    assert.deepEqual(await shop.findings(), [], "what will leave is accessible");
    const told = await seen.locator(".bubble > span").first().innerText();
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.waitFor({ state: "detached" });
    const bubble = page.locator(".phone .bubble").filter({ hasText: "Cirer une botte" });
    await bubble.waitFor({ timeout: 30_000 });
    assert.equal(await bubble.locator("> span").first().innerText(), told, "she reads what was seen");
    await bubble.locator(".cards img").nth(1).waitFor();
    await page.locator(".talk-thread .cards img").nth(1).waitFor();
    assert.equal(await field.inputValue(), "half a sentence", "what was being written is still there");
    await bubble.getByRole("button", { name: "J’ai besoin d’aide" }).click();
    await page.locator(".talk-thread").getByText("J’ai besoin d’aide").last().waitFor({ timeout: 30_000 });
  }));

test("what could not be answered is answered once by the owner, and leaves the list", { timeout: 180_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await settings(page, "Answers");
    await page.getByText("Nothing at the moment").waitFor();
    await page.getByRole("textbox", { name: "Write to the shop…" }).fill("how can I mend a torn umbrella");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const question = page.getByRole("button", { name: "Write the answer to “how can I mend a torn umbrella”" });
    await question.waitFor({ timeout: 30_000 });
    assert.deepEqual(await shop.findings(), [], "the list of questions is accessible");
    await page.getByRole("button", { name: /^Dismiss/ }).click();
    await question.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await question.click();
    const dialog = page.getByRole("dialog");
    assert.equal(await dialog.getByLabel("How people ask it").inputValue(), "how can I mend a torn umbrella", "her words are filled in");
    await dialog.getByLabel("Name").fill("umbrellas");
    await dialog.getByLabel("What the shop answers").fill("We mend umbrellas on Tuesdays.");
    await dialog.getByRole("button", { name: "Save" }).click();
    await page.getByText("Nothing at the moment").waitFor();
    await page.getByRole("button", { name: /umbrellas.*1 way to ask/ }).waitFor();
  }));
