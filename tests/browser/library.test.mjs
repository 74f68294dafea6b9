// The library: files dropped in, described, found again, refused with a reason, taken out and back, sent from the inbox.
import assert from "node:assert/strict";
import { test } from "node:test";

import { png } from "./drawn.mjs";
import { lookAround, says, withShop } from "./shop.mjs";

test("a file goes into the library, is found by what it shows, and leaves from the inbox", { timeout: 180_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await page.getByRole("link", { name: /^Products/ }).click();
    await page.getByText("Library", { exact: true }).click();
    const library = page.getByRole("region", { name: "Pictures, films and papers" });
    await library.getByRole("status").filter({ hasText: /files?$/ }).waitFor();
    assert.deepEqual(await shop.findings(), [], "the library is accessible");

    const input = library.locator("input[type=file]");
    await input.setInputFiles([{ name: "winter window.png", mimeType: "image/png", buffer: png(64, [40, 90, 160]) }, { name: "a lie.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<html>") }]);
    await says(library.getByRole("alert"), /a lie\.jpg.*cannot be sent/, "what is no picture is named, with why");
    await library.getByRole("alert").getByRole("button", { name: "Close" }).click();
    const one = page.getByRole("complementary", { name: "winter window" });
    await one.getByText("Nowhere yet.").waitFor();
    await one.getByRole("textbox", { name: "What it shows" }).fill("Our window in the snow");
    await page.keyboard.press("Enter");
    await library.getByRole("textbox", { name: "Find by its words" }).fill("snow");
    await says(library.getByRole("status"), "1 file", "found by what it shows");
    assert.deepEqual(await shop.findings(), [], "a file that is looked at is accessible");
    await one.getByRole("button", { name: "Take it out" }).click();
    await library.getByText("Nothing like that here.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await library.getByRole("button", { name: /winter window/ }).waitFor();

    await page.getByRole("textbox", { name: "Write to the shop…" }).fill("what does your window look like, please send a picture to me");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByRole("link", { name: /^Inbox/ }).click();
    await page.locator(".talk").filter({ hasText: "Asha" }).first().click();
    await page.getByRole("button", { name: "+ Insert" }).click();
    await page.getByRole("menuitem", { name: "A file of the shop" }).click();
    await page.getByRole("dialog").getByRole("button", { name: /winter window/ }).click();
    await page.getByRole("button", { name: "Send", exact: true }).first().click();
    await page.locator(".phone .bubble img").last().waitFor({ timeout: 30_000 });
  }));
