// A file of products comes in: looked through, asked about places, written in the background, taken back.
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookAround, withShop } from "./shop.mjs";

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
    if (process.env.LOOK) await page.screenshot({ path: `${process.env.LOOK}-places.png` });
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
