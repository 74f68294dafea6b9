// Places of the shop: hours in the owner's own words, a pin from a link, a file of contacts that asks about its columns.
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookAround, says, withShop } from "./shop.mjs";

test("hours typed as people write them are understood, a pin is pasted, and both can be taken back", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await page.getByRole("link", { name: "Stores" }).click();
    const place = page.locator("section.card").first();
    await place.waitFor();
    assert.deepEqual(await shop.findings(), [], "the places are accessible");
    const hours = place.getByRole("textbox", { name: "Opening hours" });
    await hours.fill("Mon-Fri 9am-12:30pm, 2pm-7pm; Sat 10-18:00");
    await place.getByText(/^Understood:/).waitFor();
    await hours.blur();
    await page.getByRole("alert").filter({ hasText: "changed" }).first().waitFor();
    const pin = place.getByRole("textbox", { name: "On the map" });
    await pin.fill("https://www.openstreetmap.org/?mlat=47.2184&mlon=-1.5536#map=17/47.2184/-1.5536");
    await pin.press("Enter");
    await place.getByText("Time zone: Europe/Paris").waitFor();
    await place.getByRole("link", { name: "Directions" }).waitFor();
    const [store] = await shop.rpc("stores_now", {});
    assert.equal(store.opening_hours, "Mo-Fr 09:00-12:30,14:00-19:00; Sa 10:00-18:00", "kept as maps write them");
    await hours.fill("whenever we feel like it");
    await place.getByText(/not clear yet/).waitFor();
    assert.deepEqual(await shop.findings(), [], "a question is accessible too");
  }));

test("stores in French, dark and narrow: nothing is clipped", { timeout: 120_000 }, () =>
  withShop({ width: 480, height: 800, locale: "fr-FR", colorScheme: "dark" }, async (shop, page) => {
    await lookAround(shop, "fr");
    await page.getByRole("link", { name: "Magasins" }).click();
    await page.locator("section.card").first().waitFor();
    assert.deepEqual(await shop.findings(), [], "accessible in the dark");
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `nothing is pushed out of the window: ${over} px`);
  }));

test("a file of contacts whose columns say nothing is asked about, and comes in", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await page.getByRole("link", { name: "Customers" }).click();
    const file = { name: "list.csv", mimeType: "text/csv", buffer: Buffer.from("alpha,beta\nVera Quill,see card\nLea Moor,also\n") };
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Import contacts" }).click()]);
    await chooser.setFiles(file);
    const dialog = page.getByRole("dialog");
    await dialog.getByText(/No column is known/).waitFor();
    assert.deepEqual(await shop.findings(), [], "the question is accessible");
    await page.keyboard.press("Escape");
    const good = { ...file, buffer: Buffer.from("Nom,Portable\nVera Quill,06 39 98 77 01\nLea Moor,12\n") };
    const [again] = await Promise.all([page.waitForEvent("filechooser"), page.getByRole("button", { name: "Import contacts" }).click()]);
    await again.setFiles(good);
    await dialog.getByText("2 people").or(dialog.getByText("1 person")).first().waitFor();
    await says(dialog.getByText(/too few digits/), /too few digits/, "who cannot be reached is named with the reason");
    await dialog.getByRole("button", { name: "Import", exact: true }).click();
    await page.getByRole("alert").filter({ hasText: "Imported: 1 new" }).waitFor();
  }));

test("hours are set day by day, with a day of their own, and taken back", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await page.getByRole("button", { name: "Shoes" }).click();
    await page.locator(".rail").waitFor({ timeout: 60_000 });
    await page.getByRole("link", { name: /^Stores/ }).first().click();
    const [store] = await shop.rpc("stores_now");
    const card = page.getByRole("region", { name: store.name });
    await card.getByRole("button", { name: "Day by day" }).click();
    const dialog = page.getByRole("dialog");
    const sunday = dialog.getByRole("group", { name: "Sunday" });
    await sunday.getByRole("textbox", { name: "How Sunday is" }).or(sunday.getByRole("combobox", { name: "How Sunday is" })).first().click();
    await page.getByRole("option", { name: "open", exact: true }).click();
    await sunday.getByLabel("Sunday: opens").fill("10:00");
    await sunday.getByLabel("Sunday: closes").fill("13:00");
    await dialog.getByRole("button", { name: "Add days" }).click();
    await dialog.getByLabel("From").fill("2026-12-24");
    await dialog.getByText("Sun 10:00–13:00").waitFor();
    assert.deepEqual(await shop.findings(), [], "the week is accessible");
    await dialog.getByRole("button", { name: "Save" }).click();
    await dialog.waitFor({ state: "detached" });
    const hours = async () => (await shop.rpc("stores_now")).find((one) => one.id === store.id).opening_hours;
    assert.match(await hours(), /Su 10:00-13:00; 2026 Dec 24 off/, "kept as maps write it");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Undone").waitFor();
    assert.equal(await hours(), store.opening_hours, "and taken back");
  }));
