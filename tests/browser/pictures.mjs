// The README's pictures, made by the program: node tests/browser/pictures.mjs [folder]
import { mkdir } from "node:fs/promises";
import { join } from "node:path";

import { lookAround, open, restock, settings, startShop } from "./shop.mjs";

const folder = process.argv[2] ?? "docs/pictures";
await mkdir(folder, { recursive: true });

async function story(name, options, language) {
  const shop = await open(options);
  const { page } = shop;
  const shoot = async (what) => {
    await page.waitForTimeout(400);
    await page.screenshot({ path: join(folder, `${name}${what}.png`) });
  };
  await page.getByRole("button", { name: language === "fr" ? "Chaussures" : "Shoes" }).waitFor();
  await shoot("first-start");
  await lookAround(shop, language);
  await page.waitForTimeout(1500);
  await shoot("today");
  await restock(shop, 5);
  await page.getByRole("button", { name: /^(Tell them|Les prévenir)$/ }).waitFor();
  await shoot("restock");
  await page.getByRole("button", { name: /^(Tell them|Les prévenir)$/ }).click();
  await page.getByPlaceholder(/Filter by name|Filtrer par nom/).fill("");
  await shoot("products");
  if ((options.width ?? 1366) >= 1100) {
    await page.locator(".phone .tap").first().click({ timeout: 40_000 });
    await page.locator(".phone .bubble").nth(2).waitFor({ timeout: 20_000 });
  } else {
    await page.waitForTimeout(20_000);
  }
  await page.waitForTimeout(6000);
  for (const [place, label] of [["orders", /Orders|Commandes/], ["sell", /Sell|Vendre/], ["customers", /Customers|Clients/], ["settings", /Settings|Réglages/], ["today-later", /Today|Aujourd'hui/]]) {
    await page.getByRole("link", { name: label }).first().click();
    if (place === "sell") await page.getByRole("button", { name: /^(People|Personnes)$/ }).first().click();
    if (place === "customers") await page.locator(".list button.line").first().click();
    await page.waitForTimeout(700);
    await shoot(place);
  }
  await page.keyboard.press("Control+k");
  await page.keyboard.type("runner");
  await shoot("palette");
  if (shop.troubles.length > 0) process.stderr.write(`${shop.troubles.join("\n")}\n`);
  await shop.close();
}

/** What is seen before there is anything to show of Meta: a card for the shelf, and connecting. */
async function firstWeek() {
  const shop = await open();
  const { page } = shop;
  const shoot = (what) => page.screenshot({ path: join(folder, `${what}.png`) });
  await lookAround(shop);
  await page.getByRole("link", { name: "Products" }).click();
  await page.getByPlaceholder("Filter by name").fill("Runner 42");
  await page.getByRole("button", { name: /^Card for/ }).first().click();
  await page.getByRole("dialog").locator("img").waitFor();
  await page.waitForTimeout(400);
  await shoot("card");
  await shop.close();
  const own = await open();
  await startShop(own);
  await settings(own.page, "WhatsApp");
  await own.page.waitForTimeout(400);
  await own.page.screenshot({ path: join(folder, "connect.png") });
  await own.close();
}

/** A customer asks, the shop answers by itself. */
async function asked() {
  const shop = await open({ width: 1500 });
  const { page } = shop;
  await lookAround(shop);
  const field = page.getByRole("textbox", { name: "Write to the shop…" });
  const said = page.locator(".phone .bubble");
  for (const text of ["hello! are you open on Sunday?", "I would like the boot Brest black in 42", "yes please"]) {
    const before = await said.count();
    await field.fill(text);
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await said.nth(before + 1).waitFor({ timeout: 20_000 });
  }
  await page.getByRole("link", { name: /Inbox/ }).first().click();
  await page.getByRole("option").first().click().catch(() => page.locator(".list button").first().click());
  await page.waitForTimeout(1200);
  await page.screenshot({ path: join(folder, "inbox.png") });
  await shop.close();
}

const only = process.argv[3];
if (!only || only === "asked") await asked();
if (!only || only === "first-week") await firstWeek();
if (!only || only === "wide") await story("", {}, "en");
if (only === "all") {
  await story("fr-dark-", { locale: "fr-FR", colorScheme: "dark" }, "fr");
  await story("narrow-", { width: 760, height: 900 }, "en");
}
