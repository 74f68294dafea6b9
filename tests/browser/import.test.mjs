// A file of products comes in: looked through, asked about places, written in the background, taken back.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import { lookAround, settings, withShop } from "./shop.mjs";

const FILE = "Name,Code,Price,Stock Canal House,Stock Old Depot\nMoss scarf,MS-1,19.00,3,4\nFern hat,FH-1,25.00,1,0\n";

test("places of a file are asked about, and the import can be taken back", async () => {
  await withShop({}, async (shop) => {
    const { page, rpc, findings } = shop;
    await lookAround(shop);
    await page.getByRole("link", { name: /^Products/ }).first().click();
    const chooser = page.waitForEvent("filechooser");
    await page.getByRole("button", { name: "Import a file" }).first().click();
    await (await chooser).setFiles({ name: "counts.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) });
    const dialog = page.getByRole("dialog");
    await dialog.getByText("Which of your stores are these?").waitFor();
    assert.deepEqual(await findings(), [], "the question of places reads well");
    assert.ok(await dialog.getByRole("button", { name: "Import", exact: true }).isDisabled(), "nothing is written before each place is known");
    for (const place of ["Canal House", "Old Depot"]) {
      await dialog.getByRole("combobox", { name: `Which store ${place} is` }).or(dialog.getByRole("textbox", { name: `Which store ${place} is` })).click();
      await page.getByRole("option", { name: place === "Old Depot" ? "Leave out" : "A new store" }).click();
    }
    await dialog.getByRole("button", { name: "Show what changes" }).click();
    await dialog.getByText(/2 new/).waitFor();
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByText(/Imported: 2 new/).waitFor();
    await dialog.waitFor({ state: "detached" });
    const stores = (await rpc("stores_list")).map((store) => store.name);
    assert.ok(stores.includes("Canal House") && !stores.includes("Old Depot"), `one place is new and one left out: ${stores}`);
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Undone").waitFor();
  });
});

test("a till's file in the watched folder is shown in Today, and used when the owner says so", { timeout: 120_000 }, async () => {
  await withShop({}, async (shop) => {
    const { page, rpc, findings, folder } = shop;
    await lookAround(shop);
    const till = join(folder, "till");
    await mkdir(till, { recursive: true });
    await settings(page, "Shop");
    await page.getByRole("button", { name: "Choose a folder" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Watch this folder" }).waitFor();
    assert.deepEqual(await findings(), [], "choosing a folder is accessible");
    // Walked to as hands would: down from the top, name by name.
    while (await dialog.getByRole("button", { name: "One up" }).isVisible()) {
      const before = await dialog.locator("[aria-live]").innerText();
      await dialog.getByRole("button", { name: "One up" }).click();
      await page.waitForFunction((text) => document.querySelector('[role="dialog"] [aria-live]')?.textContent !== text, before);
    }
    for (const name of till.split("/").filter(Boolean)) {
      await dialog.getByRole("button", { name, exact: true }).click();
      await page.waitForFunction((end) => document.querySelector('[role="dialog"] [aria-live]')?.textContent?.endsWith(`/${end}`), name);
    }
    await dialog.getByRole("button", { name: "Watch this folder" }).click();
    await page.getByText(till, { exact: true }).waitFor();
    await writeFile(join(till, "evening.csv"), "SKU,Stock\nBOO-061,4\nBOO-062,7\n");
    await page.getByRole("link", { name: /^Today/ }).first().click();
    const row = page.locator(".todo").filter({ hasText: "“evening.csv” came in: 1 product differs." });
    await row.waitFor({ timeout: 30_000 });
    assert.deepEqual(await findings(), [], "the row is accessible");
    await row.getByRole("button", { name: "Update" }).click();
    await row.waitFor({ state: "detached", timeout: 30_000 });
    assert.equal((await rpc("product_find", { code: "BOO-061" })).on_hand, 4, "the till's count is the shop's");
    await writeFile(join(till, "two places.csv"), "SKU,Stock Canal House,Stock Harbour Kiosk\nBOO-061,0,2\nBOO-062,0,1\n");
    const unclear = page.locator(".todo").filter({ hasText: "“two places.csv” came in, and it is not clear" });
    await unclear.waitFor({ timeout: 30_000 });
    assert.equal(await unclear.getByRole("button", { name: "Update" }).count(), 0, "what is not clear is not used with one tap");
    await unclear.getByRole("button", { name: "Look" }).click();
    const asking = page.getByRole("dialog");
    for (const [place, means] of [["Canal House", "Leave out"], ["Harbour Kiosk", "A new store"]]) {
      await asking.getByRole("combobox", { name: `Which store ${place} is` }).or(asking.getByRole("textbox", { name: `Which store ${place} is` })).click();
      await page.getByRole("option", { name: means }).click();
    }
    await asking.getByRole("button", { name: "Show what changes" }).click();
    assert.deepEqual(await findings(), [], "the question is accessible");
    await asking.getByRole("button", { name: "Import", exact: true }).click();
    await unclear.waitFor({ state: "detached", timeout: 30_000 });
    assert.ok((await rpc("stores_list")).some((store) => store.name === "Harbour Kiosk"), "the place is a store now");
  });
});
