// The owner's automations: begun from one that is there, played on the phone beside it, tried, switched on, heard by a customer.
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookAround, says, withShop } from "./shop.mjs";

test("step by step is written, played, tried, switched on, and speaks to a customer", { timeout: 180_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await page.getByRole("link", { name: /^Sell/ }).click();
    await page.getByRole("tab", { name: "Automations" }).click();
    await page.getByText("Nothing speaks by itself yet.").waitFor();
    assert.deepEqual(await shop.findings(), [], "the empty page is accessible");
    await page.getByRole("button", { name: "Step by step" }).click();

    const form = page.getByRole("form", { name: "Change" });
    await form.getByRole("textbox", { name: "Name", exact: true }).fill("The squeaky shoe");
    await form.getByRole("combobox", { name: "Words" }).fill("squeaks");
    await page.keyboard.press("Enter");
    await form.getByRole("region", { name: "Step 1" }).getByRole("textbox", { name: "Say" }).fill("Is it the left one, {name}?");
    await form.getByRole("region", { name: "Step 1" }).getByRole("button", { name: "Add a picture" }).click();
    const files = page.getByRole("dialog", { name: "A file of the shop" });
    await files.getByRole("button", { name: /^Picture:/ }).first().click();
    await files.waitFor({ state: "detached" });
    assert.deepEqual(await shop.findings(), [], "the form is accessible");

    const phone = page.getByRole("complementary", { name: /How a customer meets it/ });
    await phone.getByText("Is it the left one, Asha?").waitFor();
    await phone.locator(".bubble img").waitFor();
    await phone.getByRole("button", { name: "Yes" }).click();
    await phone.getByText(/Press the button for five seconds/).waitFor();
    await phone.getByRole("button", { name: "No" }).last().click();
    await phone.getByText("A person takes over.").waitFor();
    await phone.getByRole("button", { name: "From the start" }).click();

    // A step put before another keeps every button on its way.
    await form.getByRole("button", { name: "Add a step" }).click();
    await form.getByRole("region", { name: "Step 3" }).getByRole("textbox", { name: "Say" }).fill("Come by, we look at it.");
    await form.getByRole("button", { name: "Move step 3 up" }).click();
    assert.match(await form.getByRole("region", { name: "Step 2" }).getByRole("textbox", { name: "Say" }).inputValue(), /Come by/, "the step has moved");
    await phone.getByRole("button", { name: "Yes" }).click();
    await phone.getByText(/Press the button for five seconds/).waitFor();

    await form.getByRole("button", { name: "Try on the last 30 days" }).click();
    await form.getByText(/messages (none|it would)/).waitFor();
    await form.getByRole("button", { name: "Save and switch on" }).click();
    const row = page.locator(".todo").filter({ hasText: "The squeaky shoe" });
    await says(row, /Has not spoken yet/, "it waits in the list");
    assert.equal(await row.getByRole("switch").isChecked(), true, "and is on");
    assert.deepEqual(await shop.findings(), [], "the list is accessible");

    await page.getByRole("textbox", { name: "Write to the shop…" }).fill("my shoe squeaks");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.locator(".phone .bubble").filter({ hasText: "Is it the left one" }).locator("img").waitFor({ timeout: 30_000 });
    await row.getByRole("button", { name: "History" }).click();
    await page.getByRole("dialog").getByText(/step 1/).waitFor();
    await page.keyboard.press("Escape");
    await row.getByRole("button", { name: /Remove/ }).click();
    await page.getByText("Nothing speaks by itself yet.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await row.waitFor();
  }));
