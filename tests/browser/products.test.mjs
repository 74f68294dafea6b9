// Products at work: found with a wrong letter, sorted, many changed at once, pasted, one opened as a page.
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookAround, says, withShop } from "./shop.mjs";

const rows = (page) => page.locator(".grid .row:not(.headrow)");
const cells = (page, index) => rows(page).nth(index).locator('[role="gridcell"]');

/** Goes to Products and waits for rows that are really there. */
async function products(page, name = /Products|Produits/) {
  await page.getByRole("link", { name }).click();
  await cells(page, 0).nth(7).filter({ hasText: /\w/ }).waitFor();
}

/** Types into the search and waits until the grid answers it. */
async function find(page, text) {
  await page.keyboard.press("Control+f");
  await page.keyboard.type(text);
  await page.locator(`.grid[aria-busy="false"]`).waitFor();
  await page.waitForTimeout(300);
  await page.locator(`.grid[aria-busy="false"]`).waitFor();
}

const undo = (page, toast) => page.getByRole("alert").filter({ hasText: toast }).getByRole("button", { name: /Undo|Annuler/ }).click();

test("a wrong letter still finds it; a column's head sorts; a filter is kept under a name", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await products(page);
    assert.deepEqual(await shop.findings(), [], "the grid is accessible");
    await find(page, "runer 42");
    await says(cells(page, 0).nth(1), /Runner/, "a letter is missing and it is found");
    await page.keyboard.press("Escape");
    await page.getByText("185 rows").waitFor();

    const price = page.getByRole("columnheader", { name: "Price" });
    const prices = () => page.locator('.grid [id$="-price"]').allInnerTexts().then((all) => all.map((text) => Number(text.replace(/[^\d.]/g, ""))));
    const sorted = async (how, right) => {
      await price.getByRole("button").click();
      await page.locator(`[role="columnheader"][aria-sort="${how}"]`).filter({ hasText: "Price" }).waitFor();
      for (let tries = 0; !right(await prices()); tries += 1) {
        assert.ok(tries < 50, `prices stand ${how}: ${await prices()}`);
        await page.waitForTimeout(100);
      }
    };
    await sorted("ascending", (all) => all.length > 5 && all.every((one, at) => at === 0 || all[at - 1] <= one) && all[0] < 60);
    await sorted("descending", (all) => all.length > 5 && all.every((one, at) => at === 0 || all[at - 1] >= one) && all[0] > 100);
    await price.getByRole("button").click();
    assert.equal(await price.getAttribute("aria-sort"), "none", "the third click is the shop's own order");

    await page.getByRole("combobox", { name: "Show only" }).click();
    await page.getByRole("option", { name: "People wait" }).click();
    await page.getByText(/^\d+ rows/).filter({ hasNotText: "185" }).waitFor();
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("menuitemcheckbox", { name: "Barcode" }).click();
    await page.getByRole("menuitemcheckbox", { name: "State" }).click();
    assert.deepEqual(await shop.findings(), [], "the choice of columns is accessible");
    await page.keyboard.press("Escape");
    await page.getByRole("columnheader", { name: "Barcode" }).waitFor();
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("menuitem", { name: "Keep this view…" }).click();
    await page.getByLabel("Name of the view").fill("Waited for");
    assert.deepEqual(await shop.findings(), [], "naming a view is accessible");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Clear the filter" }).click();
    await page.getByText("185 rows").waitFor();
    await page.getByRole("button", { name: "Views" }).click();
    assert.deepEqual(await shop.findings(), [], "the views are accessible");
    await page.getByRole("menuitem", { name: "Waited for", exact: true }).click();
    await page.getByText(/^\d+ rows/).filter({ hasNotText: "185" }).waitFor();
    await page.keyboard.press("Control+f");
    await page.keyboard.type("no such thing at all");
    await page.getByText("Nothing like this here.").waitFor();
    assert.deepEqual(await shop.findings(), [], "nothing found is accessible");
    await page.getByRole("button", { name: "Clear the filter" }).last().click();
    await page.getByText("185 rows").waitFor();
    await page.reload();
    await page.getByRole("columnheader", { name: "Barcode" }).waitFor();
  }),
);

test("many at once: a price rise seen before it is made, and taken back; filled down", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await products(page);
    const [first, second, third, fourth] = await shop.rpc("products_view", {});
    const priceOf = async (id) => (await shop.rpc("products_rows", { variants: [id] }))[0].price;
    const before = await priceOf(first);
    await page.locator(`#cell-${first}-price`).click();
    await page.keyboard.press(" ");
    await page.keyboard.press("Shift+ArrowDown");
    await page.keyboard.press("Shift+ArrowDown");
    await page.getByText("3 chosen").waitFor();
    assert.deepEqual(await shop.findings(), [], "chosen rows and what can be done with them are accessible");
    await page.getByRole("button", { name: "Price…" }).click();
    await page.getByLabel("How much, in percent").fill("10");
    await page.getByRole("combobox", { name: "Round" }).click();
    await page.getByRole("option", { name: "to €1.00" }).click();
    const dialog = page.getByRole("dialog", { name: /Price · 3 chosen/ });
    const after = Math.floor((before * 1.1 + 50) / 100) * 100;
    await dialog.locator(".changes tbody tr").first().getByText(`€${(after / 100).toFixed(2)}`).waitFor();
    await dialog.locator('.looked[aria-busy="false"]').waitFor();
    assert.equal(await dialog.locator(".changes tbody tr").count(), 3, "before and after of each");
    assert.deepEqual(await shop.findings(), [], "the look before the change is accessible");
    assert.equal(await priceOf(first), before, "looking changes nothing");
    await dialog.getByRole("button", { name: "Change 3" }).click();
    await page.getByText("3 cells changed.").waitFor();
    await says(page.locator(`#cell-${first}-price`), `€${(after / 100).toFixed(2)}`, "the grid shows the new price");
    await undo(page, "3 cells changed.");
    await page.getByText("Undone.").waitFor();
    await says(page.locator(`#cell-${first}-price`), `€${(before / 100).toFixed(2)}`, "and the old one again");

    await page.keyboard.press("Escape");
    await page.locator(`#cell-${first}-price`).click();
    await page.keyboard.type("77");
    await page.keyboard.press("Enter");
    await says(page.locator(`#cell-${first}-price`), "€77.00", "typed into the cell");
    await page.locator(`#cell-${first}-pick`).getByRole("checkbox").click();
    await page.locator(`#cell-${fourth}-price`).click({ modifiers: ["Shift"] });
    await page.getByText("4 chosen").waitFor();
    await page.keyboard.press("Control+d");
    await page.getByText("3 cells changed.").last().waitFor();
    for (const id of [second, third, fourth]) assert.equal(await priceOf(id), 7700, "the first one's price went down the column");
    await page.keyboard.press("Control+a");
    await page.getByText("185 chosen").waitFor();
    await page.keyboard.press("Escape");
    await page.getByText("185 chosen").waitFor({ state: "detached" });
  }),
);

test("a block from a spreadsheet is pasted, and what cannot be is said", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await products(page);
    const [first, second] = await shop.rpc("products_view", {});
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const paste = async (text) => {
      await page.locator(`#cell-${first}-price`).click();
      await page.evaluate((block) => navigator.clipboard.writeText(block), text);
      await page.keyboard.press("Control+v");
    };
    await paste('"61,50"\t4\r\n62.00\t5\r\n');
    await page.getByText("4 cells changed.").waitFor();
    const found = await shop.rpc("products_rows", { variants: [first, second] });
    assert.deepEqual(found.map((row) => [row.price, row.on_hand]), [[6150, 4], [6200, 5]], "two by two, from the price to the count");
    await undo(page, "4 cells changed.");
    await page.getByText("Undone.").waitFor();
    await says(page.locator(`#cell-${first}-price`), "€129.00", "all of it went back");
    await page.locator(`#cell-${first}-price`).click();
    await page.keyboard.press("Control+c");
    await page.getByText("1 row copied.").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "129.00", "a copied cell is what one would type");
    await paste("63.00\tsome");
    await page.getByText("1 cell changed. 1 could not.").first().waitFor();
    const why = page.getByRole("dialog", { name: "What could not be changed" });
    await why.getByText(/Stock “some”: This is not a number/).waitFor();
    assert.deepEqual(await shop.findings(), [], "the reasons are accessible");
    await page.keyboard.press("Escape");
  }),
);

test("one product as a page: its words, prices and counts, and how customers see it", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    const [first] = await shop.rpc("products_view", {});
    await products(page);
    await page.locator(`#cell-${first}-title`).click();
    await page.keyboard.press("Control+Enter");
    const sheet = page.getByRole("dialog");
    const seen = sheet.locator(".product-seen");
    await sheet.getByLabel("Description").fill("Waterproof, made in Porto.");
    await sheet.getByLabel("Brand").click();
    await page.getByText("Changed.").waitFor();
    await seen.getByText("Waterproof, made in Porto.").waitFor();
    assert.equal((await shop.rpc("product_get", { variant: first })).description, "Waterproof, made in Porto.", "it is kept on leaving the field");
    assert.deepEqual(await shop.findings(), [], "the page is accessible");
    const of = (what) => sheet.getByLabel(new RegExp(`40 · plum: ${what}$`));
    await of("Sale price").fill("nothing");
    await of("Sale price").press("Enter");
    await sheet.getByText("This is not a number Vitrine can read.").waitFor();
    await of("Sale price").press("Escape");
    assert.equal(await of("Sale price").inputValue(), "", "Escape takes back what was typed, and the page stays");
    await of("Sale price").fill("99.50");
    await of("Sale price").press("Enter");
    await seen.getByText("€99.50").waitFor();
    await of("until").fill("2030-01-31");
    await of("until").press("Enter");
    await sheet.getByText("on sale now").waitFor();
    await sheet.getByRole("combobox", { name: /40 · plum: Today/ }).click();
    await page.getByRole("option", { name: "— sold out, not counted" }).click();
    await seen.getByText("— Sold out").waitFor();
    await undo(page, "— sold out");
    await seen.getByText("✓ In stock").waitFor();
    await of("Stock").fill("3");
    await of("Stock").press("Enter");
    await sheet.getByText(/→ 3 · counted/).waitFor();
    await page.keyboard.press("Escape");
    await sheet.waitFor({ state: "detached" });
    await says(page.locator(`#cell-${first}-stock`), "3", "the grid knows it too");
  }),
);

test("a product's page and the chosen rows in French, dark and narrow", { timeout: 120_000 }, () =>
  withShop({ locale: "fr-FR", colorScheme: "dark", width: 560, height: 900 }, async (shop, page) => {
    await lookAround(shop, "fr");
    await products(page);
    const fits = async (what) => {
      assert.deepEqual(await shop.findings(), [], `${what} is accessible in the dark`);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(wide <= 0, `${what} does not scroll sideways, it is ${wide} px too wide`);
    };
    await page.locator(".grid").focus();
    await page.keyboard.press(" ");
    await page.getByText("1 choisie").waitFor();
    await fits("la grille");
    await page.getByRole("button", { name: "Dans une collection…" }).click();
    await page.getByRole("dialog").getByRole("combobox", { name: "Collection" }).fill("Hiver");
    await page.getByRole("button", { name: "En modifier 1" }).click();
    await page.getByText("1 case modifiée.").waitFor();
    await page.locator(".grid").focus();
    await page.keyboard.press("Control+Enter");
    await page.getByRole("dialog").getByLabel("Description").waitFor();
    await fits("la page d'un produit");
  }),
);

test("cheese by the kilo and a latte with its milk: added, ordered by hand, found in a collection", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await products(page);
    await page.getByRole("button", { name: "Add a product" }).click();
    const added = page.getByRole("dialog", { name: "New product" });
    await added.getByLabel("Name").fill("Comté");
    await added.getByRole("combobox", { name: "Sold by the" }).click();
    await page.getByRole("option", { name: "kilo" }).click();
    await added.getByLabel("In steps of").fill("0.1");
    await added.getByLabel("Price").fill("24.90");
    await added.getByLabel("Stock").fill("4,5");
    assert.deepEqual(await shop.findings(), [], "adding is accessible");
    await added.getByRole("button", { name: "Save" }).click();
    await added.waitFor({ state: "detached" });
    const [cheese] = await shop.rpc("products_search", { text: "Comté", limit: 1 });
    assert.deepEqual([cheese.unit, cheese.step, cheese.on_hand], ["kg", 100, 45], "4.5 kg in steps of 100 g, typed with a comma");
    const option = (name, extra) => ({ name, extra, sold_out_until: null });
    const [latte] = await shop.rpc("product_add", { title: "Latte", variants: [{ label: "", price: "3.50", stock: "20" }] });
    await shop.rpc("product_choices", { variant: latte, groups: [{ name: "Milk", least: 1, most: 1, options: [option("cow", ""), option("oat", "0.50")] }] });

    await page.getByRole("link", { name: /Orders/ }).click();
    await page.getByRole("button", { name: "Take an order" }).first().click();
    const taking = page.getByRole("dialog", { name: "Take an order" });
    await taking.getByRole("combobox", { name: "For whom" }).fill("Camille");
    await page.getByRole("option", { name: /Camille/ }).first().click();
    for (const name of ["Latte", "Comté"]) {
      await taking.getByRole("combobox", { name: "Add a product" }).fill(name);
      await page.getByRole("option", { name }).click();
      await taking.getByRole("group", { name }).waitFor();
    }
    await taking.getByText("Choose at least 1 of “Milk”.").waitFor();
    await taking.getByRole("radio", { name: /oat/ }).check();
    await taking.getByLabel("How much (kg)").fill("0.7");
    await taking.getByText("Together €21.43").waitFor();
    assert.deepEqual(await shop.findings(), [], "taking an order is accessible");
    await taking.getByRole("button", { name: "Take the order" }).click();
    await page.getByText(/Order \d+ taken\./).waitFor();
    const [order] = await shop.rpc("orders_list", {});
    assert.equal(order.total, 2143, "a latte with oat milk and 700 g");

    await products(page);
    await page.getByText("Collections", { exact: true }).first().click();
    await page.getByRole("button", { name: "Add a collection" }).click();
    const made = page.getByRole("dialog", { name: "Add a collection" });
    await made.getByLabel("Name").fill("Counter");
    await made.getByRole("button", { name: "Save" }).click();
    const counter = page.getByRole("region", { name: "Counter" });
    await counter.getByRole("combobox", { name: "Add a product" }).fill("Comté");
    await page.getByRole("option", { name: "Comté" }).click();
    await counter.getByRole("listitem").filter({ hasText: "Comté" }).waitFor();
    assert.deepEqual(await shop.findings(), [], "collections are accessible");
    await counter.getByRole("button", { name: "Put away for the season" }).click();
    await counter.getByRole("button", { name: "Bring back" }).waitFor();
  }),
);
