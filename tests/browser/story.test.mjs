// The main job in a browser: first start, restock, tell them, the phone rings, keep mine, hand over.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { become, lookAround, restock, says, withShop } from "./shop.mjs";

const EXPORT = `Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src
linen-shirt,Linen shirt,<p>Light</p>,Atelier,Shirts,,true,Size,S,,3,49.00,
linen-shirt,,,,,,,,M,,0,49.00,
broken,,,,,,,,,,1,cheap,
`;

test("from the first start to an order, within the demo", { timeout: 180_000 }, () =>
  withShop({}, async (shop, page) => {
    assert.deepEqual(await shop.findings(), [], "the first start is accessible");
    await lookAround(shop);
    await page.locator(".todo").first().waitFor();
    assert.deepEqual(await shop.findings(), [], "Today is accessible");

    await restock(shop, 5);
    const bar = page.getByRole("region", { name: "Tell them" });
    await bar.getByText("23 waiting · 5 pairs · first 10 people").waitFor();
    await says(bar, /€0\.62/, "what it costs stands there before the click");
    await bar.getByText("2 skipped").click();
    await says(bar, /no promotions to her country/, "and who is skipped, with the reason");
    await says(bar, /As Asha Walker will see it/, "the preview is the first customer's");
    assert.deepEqual(await shop.findings(), [], "the bar is accessible");
    await bar.getByRole("button", { name: "Tell them" }).click();
    await page.getByText("10 people will be told in ten seconds.").waitFor();

    const phone = page.getByRole("complementary", { name: "Customer's phone" });
    await phone.getByText(/Good news Asha/).waitFor({ timeout: 40_000 });
    await phone.getByRole("button", { name: "Keep mine" }).click();
    await phone.getByText(/It's yours: Runner 42 · black/).waitFor({ timeout: 20_000 });

    await page.getByRole("link", { name: /Orders/ }).click();
    await page.getByText("Asha Walker").first().waitFor();
    assert.deepEqual(await shop.findings(), [], "Orders is accessible");
    const order = page.locator(".todo").filter({ hasText: "Asha Walker" });
    await order.getByRole("button", { name: "Accept" }).click();
    await order.getByText(/accepted by Nadia at \d/).waitFor();
    await order.getByRole("button", { name: "Hand over" }).click();
    await page.getByText(/handed over\./).waitFor();

    for (const place of ["Sell", "Customers", "Settings"]) {
      await page.getByRole("link", { name: new RegExp(place) }).click();
      await page.waitForTimeout(500);
      if (place === "Customers") await page.locator(".list button.line").first().click();
      assert.deepEqual(await shop.findings(), [], `${place} is accessible`);
    }
  }),
);

test("an alert is undone within its ten seconds, by keyboard", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await restock(shop, 5);
    await page.getByRole("region", { name: "Tell them" }).getByRole("button", { name: "Tell them" }).click();
    await page.getByText("10 people will be told in ten seconds.").waitFor();
    await page.keyboard.press("Control+z");
    await page.getByText("Undone.").waitFor();
    await page.waitForTimeout(12_000);
    assert.equal(await page.locator(".phone .bubble").count(), 0, "nobody was told");
  }),
);

test("sold one at the counter, and the palette while typing", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await page.getByRole("link", { name: /Products/ }).click();
    const till = page.getByRole("textbox", { name: "Sold one" });
    await till.fill("RUN-001");
    await till.press("Enter");
    await page.getByText(/Sold one: Runner 40 · black, \d+ left/).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Undone.").waitFor();
    await till.fill("no such code");
    await till.press("Enter");
    await page.getByText("No product has the code “no such code”.").waitFor();
    await till.press("Control+k");
    await page.keyboard.type("Go to Orders");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Orders" }).waitFor();
  }),
);

test("staff restock, the owner decides", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await become(page, "Léa");
    await restock(shop, 5);
    await page.getByText(/23 people wait for Runner 42 · black\. The owner sees it in Today\./).waitFor();
    await become(page, "Nadia");
    await page.getByRole("link", { name: /Today/ }).click();
    await page.getByText(/Runner 42 · black is back: 23 waiting/).waitFor();
    await page.getByRole("button", { name: "Tell them" }).first().click();
    await page.getByText("23 waiting · 5 pairs · first 10 people").waitFor();
  }),
);

test("a product file: dry run, import, undo of the whole", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await page.getByRole("link", { name: /Products/ }).click();
    await page.locator('input[type="file"]').first().setInputFiles({ name: "products_export.csv", mimeType: "text/csv", buffer: Buffer.from(EXPORT) });
    await page.getByText("1 products · 2 variants · 0 pictures").waitFor();
    await page.getByText("Row 4").waitFor();
    await page.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByText("Imported: 2 new, 0 changed.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Undone.").waitFor();
    await page.getByPlaceholder("Filter by name or code").fill("linen");
    await page.getByText(/0 rows/).waitFor();
    await page.locator('input[type="file"]').first().setInputFiles({ name: "holiday.png", mimeType: "image/png", buffer: readFileSync(new URL("../../src-tauri/icons/32x32.png", import.meta.url)) });
    await page.getByText(/Vitrine cannot read this file\./).waitFor();
  }),
);

test("French, dark and narrow: nothing clipped, nothing inaccessible", { timeout: 180_000 }, () =>
  withShop({ locale: "fr-FR", colorScheme: "dark", width: 640, height: 900 }, async (shop, page) => {
    assert.deepEqual(await shop.findings(), [], "the first start, in the dark");
    await lookAround(shop, "fr");
    for (const place of ["Aujourd'hui", "Produits", "Clients", "Vendre", "Commandes", "Réglages"]) {
      await page.getByRole("link", { name: place }).click();
      await page.waitForTimeout(600);
      assert.deepEqual(await shop.findings(), [], `${place} is accessible in the dark`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${place} does not scroll sideways, it is ${wide} px too wide`);
    }
  }),
);
