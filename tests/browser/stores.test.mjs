// Places of the shop: hours in the owner's own words, a pin from a link, a file of contacts that asks about its columns.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { test } from "node:test";

import { png } from "./drawn.mjs";
import { lookAround, says, withShop } from "./shop.mjs";

/** Streets from this machine, or none: no story asks another one. */
async function streets(shop, status) {
  const asked = [];
  const tile = png(256, [200, 210, 220]);
  const server = createServer((request, response) => {
    asked.push({ url: request.url, by: request.headers["user-agent"] });
    response.writeHead(status, { "content-type": "image/png" }).end(status === 200 ? tile : "");
  });
  await new Promise((listens) => server.listen(0, "127.0.0.1", listens));
  await shop.rpc("shop_update", { map_tiles: `http://127.0.0.1:${server.address().port}/{z}/{x}/{y}.png` });
  return { asked, close: () => server.close() };
}

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
    await place.getByRole("button", { name: "Directions" }).waitFor();
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
    assert.match(await hours(), /Su 10:00-13:00; PH off; 2026 Dec 24 off/, "kept as maps write it");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Undone").waitFor();
    assert.equal(await hours(), store.opening_hours, "and taken back");
  }));

test("what a store offers and its pictures stand in what customers get, in their language", { timeout: 180_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    const [store] = await shop.rpc("stores_now");
    await shop.rpc("store_change", { store: store.id, field: "services", typed: "" });
    await page.getByRole("link", { name: "Stores" }).click();
    const card = page.getByRole("region", { name: store.name, exact: true });
    const told = card.getByRole("region", { name: "How customers get it" });
    await told.getByText(/Today: 9:30–12:30, 14:00–19:00/).waitFor();

    const services = card.getByRole("combobox", { name: "What it offers" }).or(card.getByRole("textbox", { name: "What it offers" })).first();
    await services.click();
    await page.getByRole("option", { name: "Parking" }).click();
    await services.fill("Key cutting");
    await page.keyboard.press("Enter");
    await told.getByText(/Parking · Key cutting/).waitFor();
    await page.keyboard.press("Escape");
    assert.deepEqual((await shop.rpc("stores_now"))[0].services, ["parking", "Key cutting"], "what is known is kept by its code");

    const pictures = card.getByRole("region", { name: `Pictures of ${store.name}` });
    await pictures.locator("input[type=file]").setInputFiles([
      { name: "window.png", mimeType: "image/png", buffer: png(64, [40, 90, 160]) },
      { name: "counter.png", mimeType: "image/png", buffer: png(64, [160, 90, 40]) },
      { name: "a lie.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<html>") },
    ]);
    await says(pictures.getByRole("alert"), /a lie\.jpg/, "what is no picture is named");
    await pictures.getByRole("alert").getByRole("button", { name: "Close" }).click();
    await told.locator("img").waitFor();
    await pictures.getByRole("button", { name: "counter" }).click();
    await pictures.getByRole("textbox", { name: "What picture 2 shows" }).fill("Our counter");
    await page.keyboard.press("Enter");
    await pictures.getByRole("button", { name: "Our counter" }).focus();
    await page.keyboard.press("Alt+ArrowLeft");
    await pictures.getByRole("button", { name: /^Our counter \(first/ }).waitFor();
    assert.deepEqual(await shop.findings(), [], "a store with all there is to say is accessible");

    await told.getByRole("textbox", { name: "Language of the preview" }).or(told.getByRole("combobox", { name: "Language of the preview" })).first().click();
    await page.getByRole("option", { name: "French" }).click();
    await told.getByText(/Aujourd’hui : 9:30–12:30, 14:00–19:00/).waitFor();

    await page.getByRole("textbox", { name: "Write to the shop…" }).fill(`where is the shop ${store.name}?`);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    const hers = page.locator(".phone .bubble", { hasText: "Parking · Key cutting" });
    await hers.locator("img").waitFor({ timeout: 30_000 });
    await page.getByRole("link", { name: /^Products/ }).click();
    await page.getByText("Library", { exact: true }).click();
    await page.getByRole("button", { name: /counter/ }).click();
    await page.getByText(`Store: ${store.name}`).waitFor();
  }));

test("the pin is moved on the map with streets by keyboard, taken back, and kept", { timeout: 180_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    const map = await streets(shop, 200);
    try {
      const [store] = await shop.rpc("stores_now");
      await shop.rpc("store_change", { store: store.id, field: "pin", typed: "48.8800, 2.3400" });
      await page.getByRole("link", { name: "Stores" }).click();
      const card = page.getByRole("region", { name: store.name, exact: true });
      await card.getByText("Time zone: Europe/Paris").waitFor();
      assert.equal(map.asked.length, 0, "nobody is asked for streets before the map is opened");
      await card.getByRole("button", { name: "Set it on a map" }).click();
      const dialog = page.getByRole("dialog", { name: `Where ${store.name} is` });
      await dialog.locator("img.leaflet-tile-loaded").first().waitFor();
      await dialog.getByRole("link", { name: "© OpenStreetMap" }).waitFor();
      assert.match(map.asked[0].by, /^Vitrine\//, "whoever makes the map learns which program asks");
      assert.deepEqual(await shop.findings(), [], "the map is accessible");
      const pin = dialog.getByRole("button", { name: /^Pin of/ });
      await pin.focus();
      await page.keyboard.press("Shift+ArrowRight");
      await page.keyboard.press("ArrowUp");
      await dialog.getByRole("status").filter({ hasText: /^48\.880[0-9]+, 2\.340[0-9]+$/ }).waitFor();
      const further = await dialog.getByRole("status").last().innerText();
      assert.notEqual(further, "48.88000, 2.34000", "it has moved");
      await page.keyboard.press("Control+z");
      await page.keyboard.press("Control+z");
      await dialog.getByText("48.88000, 2.34000").waitFor();
      assert.ok(await dialog.getByRole("button", { name: "Save" }).isDisabled(), "nothing is left to keep");
      await pin.focus();
      await page.keyboard.press("Shift+ArrowRight");
      await dialog.getByRole("button", { name: "Save" }).click();
      await dialog.waitFor({ state: "detached" });
      const lon = async () => (await shop.rpc("stores_now"))[0].lon;
      assert.ok((await lon()) > 2.3402, "east of where it was");
      await page.getByRole("button", { name: "Undo" }).click();
      await page.getByText("Undone").waitFor();
      assert.equal(await lon(), 2.34, "and back");
    } finally {
      map.close();
    }
  }));

test("without streets there is a plain map: a click sets the pin, a hand drags it, the other stores stand beside", { timeout: 180_000 }, () =>
  withShop({ width: 1024, height: 800 }, async (shop, page) => {
    await lookAround(shop);
    const map = await streets(shop, 503);
    try {
      const [store, other, far] = await shop.rpc("stores_now");
      for (const { id } of [store, far]) await shop.rpc("store_change", { store: id, field: "pin", typed: "" });
      await shop.rpc("store_change", { store: other.id, field: "pin", typed: "48.8860, 2.3190" });
      await page.getByRole("link", { name: "Stores" }).click();
      await page.getByRole("region", { name: store.name, exact: true }).getByRole("button", { name: "Set it on a map" }).click();
      const dialog = page.getByRole("dialog", { name: `Where ${store.name} is` });
      await dialog.getByText(/^Streets cannot be loaded/).waitFor();
      await dialog.getByText("No pin yet. Click where the store is.").waitFor();
      const plain = dialog.locator(".plain-map");
      await plain.getByText(other.name).waitFor();
      await plain.getByText("200 m", { exact: true }).or(plain.getByText("100 m", { exact: true })).waitFor();
      assert.deepEqual(await shop.findings(), [], "the plain map is accessible");
      const box = await plain.boundingBox();
      await page.mouse.click(box.x + box.width * 0.75, box.y + box.height / 2);
      const pin = plain.getByRole("button", { name: /^Pin of/ });
      await pin.waitFor();
      const degrees = async () => (await dialog.getByRole("status").last().innerText()).split(", ").map(Number);
      const [lat, lon] = await degrees();
      assert.ok(Math.abs(lat - 48.886) < 0.0002 && lon > 2.319, `at the height of the other store and east of it: ${lat}, ${lon}`);
      const at = await pin.boundingBox();
      await page.mouse.move(at.x + at.width / 2, at.y + at.height / 4);
      await page.mouse.down();
      await page.mouse.move(at.x + at.width / 2, at.y + at.height / 4 + 80, { steps: 4 });
      await page.mouse.up();
      const [south] = await degrees();
      assert.ok(south < lat, "dragged to the south");
      await dialog.getByRole("button", { name: "Undo the last move" }).click();
      assert.deepEqual(await degrees(), [lat, lon], "one move is taken back");
      await pin.focus();
      await page.keyboard.press("ArrowLeft");
      assert.ok((await degrees())[1] < lon, "and the keyboard moves it west");
      await dialog.getByRole("button", { name: "Save" }).click();
      await dialog.waitFor({ state: "detached" });
      assert.ok((await shop.rpc("stores_now"))[0].lat > 48.8, "kept");
    } finally {
      map.close();
    }
  }));

test("a public holiday is asked about in Today, said with one click and taken back", { timeout: 120_000 }, () =>
  withShop({ width: 1366, height: 768 }, async (shop, page) => {
    await lookAround(shop);
    const [store] = await shop.rpc("stores_now");
    await shop.rpc("store_change", { store: store.id, field: "opening_hours", typed: "Mo-Su 09:00-18:00" });
    const hours = async () => (await shop.rpc("stores_now"))[0].opening_hours;
    // Christmas, however far away it is today: only when it is asked about is not the program's own here.
    const date = `${new Date().getFullYear()}-12-25`;
    await page.route("**/rpc/today_list", async (route) => {
      const answer = await route.fetch();
      const today = await answer.json();
      const rows = today.rows.filter((row) => row.is !== "holiday");
      if ((await hours()).includes("Dec 25")) await route.fulfill({ response: answer, json: { ...today, rows } });
      else await route.fulfill({ response: answer, json: { ...today, rows: [...rows, { is: "holiday", holiday: { date, stores: [store.id], names: [store.name] } }] } });
    });
    await page.reload();
    await page.getByText(/25 December \d+ is a public holiday\. Are you open\?/).waitFor();
    assert.deepEqual(await shop.findings(), [], "the question is accessible");
    await page.screenshot({ path: new URL("out/holiday.png", import.meta.url).pathname });
    await page.getByRole("button", { name: "Closed", exact: true }).click();
    await page.getByText(/25 December \d+: closed\./).waitFor();
    assert.match(await hours(), /Dec 25 off$/, "the hours say it from now on");
    await page.getByText(/Are you open\?/).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).last().click();
    await page.getByText(/Are you open\?/).waitFor();
    assert.equal(await hours(), "Mo-Su 09:00-18:00", "as if nothing had been said");
  }),
);
