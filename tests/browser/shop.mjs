// A shop served to a browser: the real program, the real pages, Debian's Chromium.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Starts `vitrine serve` in an empty folder, or in one of before, and a browser with these flags beside it. */
export async function open({ width = 1366, height = 768, locale = "en-GB", colorScheme = "light", folder: before, flags = [] } = {}) {
  const folder = before ?? (await mkdtemp(join(tmpdir(), "vitrine-")));
  const program = process.env.VITRINE ?? join(root, "target", "debug", "vitrine");
  const served = spawn(program, ["--shop", folder, "serve", "--ui", join(root, "ui", "dist")], {
    stdio: ["ignore", "pipe", "inherit"],
    // No keyring, wherever this runs: a test keeps nothing in its developer's.
    env: { ...process.env, DBUS_SESSION_BUS_ADDRESS: "unix:path=/nowhere" },
  });
  const line = await new Promise((heard, failed) => {
    createInterface({ input: served.stdout }).once("line", heard);
    served.once("exit", (code) => failed(new Error(`vitrine serve ended with ${code}`)));
  });
  const addresses = JSON.parse(line);
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", ...flags],
  });
  const context = await browser.newContext({ viewport: { width, height }, locale, colorScheme, reducedMotion: "reduce" });
  const page = await context.newPage();
  const troubles = [];
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("console", (message) => message.type() === "error" && !message.text().includes("status of 4") && troubles.push(message.text()));
  await page.goto(addresses.window_url);
  return {
    page,
    addresses,
    folder,
    troubles,
    /** What axe finds wrong with the page as it stands. */
    async findings() {
      await page.addScriptTag({ path: axePath });
      const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa"] }));
      return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).slice(0, 3).join(" | ")}`);
    },
    /** Runs a command as this window does, or as nobody in particular. */
    async rpc(command, payload = {}, { session } = {}) {
      const as = session === undefined ? await page.evaluate(() => sessionStorage.getItem("session")) : session;
      const answer = await fetch(`${addresses.rpc_url}/${command}`, { method: "POST", headers: { Authorization: `Bearer ${addresses.token}`, "Content-Type": "application/json" }, body: JSON.stringify({ session: as, payload }) });
      return answer.json();
    },
    async close({ keep = false } = {}) {
      await browser.close();
      served.removeAllListeners("exit");
      const ended = new Promise((done) => served.once("exit", done));
      served.kill("SIGTERM");
      await ended;
      if (!keep) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A shop for one story; its page must have had no trouble of its own. */
export async function withShop(options, story) {
  const shop = await open(options);
  try {
    await story(shop, shop.page);
    assert.deepEqual(shop.troubles, [], "the page has no errors of its own");
  } catch (error) {
    await shop.page.screenshot({ path: join(root, "tests", "browser", "out", `failed-${Date.now()}.png`) });
    throw error;
  } finally {
    await shop.close();
  }
}

/** Goes through the first start into the shoe demo. */
export async function lookAround(shop, language = "en") {
  const { page } = shop;
  await page.getByRole("button", { name: language === "fr" ? "Chaussures" : "Shoes" }).click();
  await page.getByRole("heading", { name: language === "fr" ? "Aujourd'hui" : "Today" }).waitFor({ timeout: 60_000 });
}

/** Starts a shop of one's own under a passphrase, as on a laptop without a keyring. */
export async function startShop(shop, { name = "Chez Nadia", passphrase = "correct horse" } = {}) {
  const { page } = shop;
  await page.getByRole("button", { name: "Start my shop" }).click();
  await page.getByLabel("Name of the shop").fill(name);
  await page.getByLabel("Your name").fill("Nadia");
  await page.getByRole("button", { name: "Open my shop" }).click();
  await page.getByLabel("Passphrase").fill(passphrase);
  await page.getByRole("button", { name: "Open my shop" }).click();
  await page.getByRole("heading", { name: "Today" }).waitFor({ timeout: 30_000 });
}

/** Somebody else comes to the window: her tile, and her PIN if it asks for one. */
export async function become(page, name, pin) {
  if (await page.getByRole("navigation").isVisible()) await page.getByRole("button", { name: /Change places|Changer de place/ }).click();
  await page.getByRole("button", { name: new RegExp(`^${name}`) }).click();
  if (pin) {
    await page.getByLabel(`PIN of ${name}`).fill(pin);
    await page.keyboard.press("Enter");
  }
  await page.getByRole("navigation").waitFor();
}

/** The conversation of the one who waits in the demo, and her phone beside it. */
export async function conversation(page, name = "Louis Petit") {
  await page.getByRole("link", { name: /Inbox/ }).click();
  await page.locator(".talk").filter({ hasText: name }).click();
  await page.getByRole("region", { name }).waitFor();
  await page.locator(".phone").getByRole("combobox").first().fill(name);
  await page.getByRole("option", { name: new RegExp(name) }).first().click();
}

/** One of the pages of Settings. */
export async function settings(page, tab) {
  await page.getByRole("link", { name: /Settings/ }).click();
  await page.getByRole("tab", { name: tab }).click();
}

/** Types a count over the stock of the variant the demo is about. */
export async function restock(shop, count, name = "Runner") {
  const { page } = shop;
  await page.getByRole("link", { name: /Products|Produits/ }).click();
  await page.getByPlaceholder(/Filter by name|Filtrer par nom/).fill(`${name} 42`);
  const cell = page.locator(".grid .row:not(.headrow)").filter({ hasText: name }).filter({ hasText: /42 · (black|noir)/ }).first().locator('[role="gridcell"]').nth(4);
  await cell.click();
  await page.keyboard.type(String(count));
  await page.keyboard.press("Enter");
}

/** Waits until it says so: what has just appeared may still be filled in. */
export async function says(locator, wanted, why) {
  const matches = (text) => (typeof wanted === "string" ? text === wanted : wanted.test(text));
  const start = Date.now();
  let text = await locator.innerText();
  while (!matches(text) && Date.now() - start < 10_000) {
    await new Promise((soon) => setTimeout(soon, 50));
    text = await locator.innerText();
  }
  assert.ok(matches(text), `${why}: ${JSON.stringify(text)} is not ${wanted}`);
}
