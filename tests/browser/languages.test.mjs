// Every language of the window, through every place: it says so to the browser, nothing is left in English or pushed out.
import assert from "node:assert/strict";
import { test } from "node:test";

import { says, withShop } from "./shop.mjs";

const PLACES = ["today", "inbox", "products", "stores", "customers", "sell", "orders", "settings"];
const LANGUAGES = {
  en: { locale: "en-GB", shoes: "Shoes", settings: "Settings" },
  es: { locale: "es-ES", shoes: "Zapatos", settings: "Ajustes" },
  fr: { locale: "fr-FR", shoes: "Chaussures", settings: "Réglages" },
  pt: { locale: "pt-BR", shoes: "Calçados", settings: "Ajustes" },
  hi: { locale: "hi-IN", shoes: "जूते", settings: "सेटिंग्स" },
  ar: { locale: "ar-EG", shoes: "أحذية", settings: "الإعدادات", way: "rtl" },
};

for (const [language, { locale, shoes, settings, way = "ltr" }] of Object.entries(LANGUAGES)) {
  test(`the window in ${language}: every place is whole, narrow and wide`, { timeout: 240_000 }, () =>
    withShop({ locale }, async (shop, page) => {
      await page.getByRole("button", { name: shoes }).click();
      await page.locator(".rail").waitFor({ timeout: 60_000 });
      const html = await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
      assert.deepEqual(html, [language, way], "readers aloud know the language, and which way it runs");
      assert.match(await page.locator('.rail a[href="#/settings"]').innerText(), new RegExp(settings), "the rail speaks it");
      for (const width of [900, 1366]) {
        await page.setViewportSize({ width, height: 768 });
        for (const place of PLACES) {
          await page.evaluate((where) => { location.hash = `#/${where}`; }, place);
          await page.locator(`.rail a[href="#/${place}"][aria-current="page"]`).waitFor();
          await page.locator("main.screen > *").first().waitFor();
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(over <= 0, `${place} at ${width} px: nothing is pushed out of the window, ${over} px are`);
          const bare = await page.evaluate(() => document.body.innerText.match(/\{\{.*?\}\}|\b(?:app|today|products|people|inbox|settings|error|sell|orders|stores)\.[a-z]\w+/g));
          assert.equal(bare, null, `${place}: no key and no blank stands where words should`);
          const digits = await page.evaluate(() => document.body.innerText.match(/[٠-٩۰-۹०-९]/g));
          assert.equal(digits, null, `${place}: numbers, dates and times are written with the digits of tills and telephones`);
          if (width === 900) assert.deepEqual(await shop.findings(), [], `${place} is accessible`);
        }
      }
    }));
}

test("the language is chosen by its own name, and the window changes at once and stays so", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await page.getByRole("combobox", { name: /Language/ }).or(page.getByRole("textbox", { name: /Language/ })).first().click();
    await page.getByRole("option", { name: "Português" }).click();
    await page.getByRole("heading", { name: "Boas-vindas ao Vitrine" }).waitFor();
    await page.reload();
    await page.getByRole("heading", { name: "Boas-vindas ao Vitrine" }).waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.lang), "pt", "kept by this window");
  }));

test("from right to left: what is first stands at the right, and numbers and names keep their own direction", { timeout: 120_000 }, () =>
  withShop({ locale: "ar-EG", width: 1366 }, async (shop, page) => {
    await page.getByRole("button", { name: "أحذية" }).click();
    const rail = await page.locator(".rail").boundingBox({ timeout: 60_000 });
    assert.ok(rail.x > 1000, "the rail is where reading begins");

    await page.locator('.rail a[href="#/products"]').click();
    const cell = (column) => page.locator(".grid .row:not(.headrow)").first().locator('[role="gridcell"]').nth(column);
    await cell(1).click();
    const name = await cell(1).boundingBox();
    await page.keyboard.press("ArrowLeft");
    const next = await page.locator(`.grid .cell[data-at="true"]`).first().boundingBox();
    assert.ok(next.x < name.x, "the left arrow goes to the left, which is onward here");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Control+Enter");
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("heading").first().waitFor();
    await says(sheet.locator("h2").first(), /Boot/, "the product's page is open");
    await page.waitForFunction(() => document.querySelector('[role="dialog"]').getBoundingClientRect().left === 0);

    await page.keyboard.press("Escape");
    await page.locator('.rail a[href="#/settings"]').click();
    await page.getByRole("tab", { name: "WhatsApp" }).click();
    const number = page.locator(".facts dd bdi").filter({ hasText: "+33" });
    const spread = await number.evaluate((element) => {
      const at = (from) => {
        const range = document.createRange();
        range.setStart(element.firstChild, from);
        range.setEnd(element.firstChild, from + 1);
        return range.getBoundingClientRect().left;
      };
      return [at(0), at(4), at(element.firstChild.length - 1)];
    });
    assert.deepEqual(spread, spread.toSorted((a, b) => a - b), "a telephone number reads from its plus sign on, from left to right");
  }));
