// What an owner sets up: connecting, the spare key, a shop that will not open, Meta's prices.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { lookAround, open, settings, startShop, withShop } from "./shop.mjs";

const PRICES = `WhatsApp Business Platform rates,,,,,
Effective 2026-10-01,,,,,

Market,Currency,Marketing,Utility,Authentication,Service
France,USD,"0,0859",0.0300,0.03,0.03
India,USD,0.0118,0.0014,0.0014,0.0014
Atlantis,USD,1,1,1,1
Spain,USD,soon,0.02,0.02,0.02
`;

/** What stands at a field of the connect form. */
async function saidAt(page, label) {
  const field = page.getByLabel(label, { exact: true });
  await page.waitForFunction((input) => input.getAttribute("aria-invalid") === "true", await field.elementHandle());
  const ids = (await field.getAttribute("aria-describedby")) ?? "";
  return page.evaluate((all) => all.split(" ").map((id) => document.getElementById(id)?.textContent ?? "").join(" "), ids);
}

test("connecting: each wrong paste is named at its field, then the owner's hello arrives", { timeout: 240_000 }, () =>
  // A demo is the Meta of this story: its simulator answers, its people write.
  withShop({}, async (meta) => {
    await lookAround(meta);
    const { credentials } = JSON.parse(readFileSync(join(meta.folder, ".house", "demo", "shoes", "simulator.json"), "utf8"));
    const graph = (await meta.rpc("shop_get")).connection.graph_url;
    const { control_url: control } = JSON.parse(readFileSync(join(meta.folder, ".house", "demo", "shoes", "open.json"), "utf8"));
    const tell = async (path, body) => (await fetch(`${control}/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })).json();
    await withShop({}, async (shop, page) => {
      await startShop(shop);
      await page.locator(".todo").filter({ hasText: "not connected" }).getByRole("button", { name: "Connect" }).click();
      assert.deepEqual(await shop.findings(), [], "the form is accessible");
      const fill = (label, text) => page.getByLabel(label, { exact: true }).fill(text);
      const look = () => page.getByRole("button", { name: "Look", exact: true }).click();
      const connect = () => page.getByRole("button", { name: "Connect", exact: true }).click();

      await fill("Access key", "+33 6 39 98 19 00");
      await look();
      assert.match(await saidAt(page, "Access key"), /phone number or an ID/, "the number in the key's box");
      await fill("Access key", "0123456789abcdef0123456789abcdef");
      await look();
      await page.getByText(/looks like the app secret/).waitFor();
      await page.getByText("Advanced").click();
      await fill("Meta's address", "http://127.0.0.1:9");
      await fill("Access key", credentials.token);
      await look();
      assert.match(await saidAt(page, "Meta's address"), /cannot be reached/, "an address nobody answers at");
      await fill("Meta's address", graph);
      const dying = (await tell("tokens", { token: `EAA${"2".repeat(40)}`, expires_in_ms: 23 * 3_600_000 })).token;
      await fill("Access key", dying);
      await look();
      assert.match(await saidAt(page, "Access key"), /one for trying out/, "a key that dies tomorrow");
      const narrow = (await tell("tokens", { token: `EAA${"3".repeat(40)}`, scopes: ["whatsapp_business_messaging"] })).token;
      await fill("Access key", narrow);
      await look();
      await page.getByText(/lacks the permission whatsapp_business_management/).waitFor();

      await fill("Access key", credentials.token);
      await fill("App secret", credentials.token);
      await look();
      assert.match(await saidAt(page, "App secret"), /belongs in the box above/, "the key in the secret's box");
      await fill("App secret", "0123456789abcdef0123456789abcdef");
      await look();
      await page.getByText(/another app than the access key/).waitFor();
      await fill("App secret", credentials.app_secret);
      await look();
      await page.getByRole("radio").first().waitFor();
      await page.getByText("This key does not end.").waitFor();

      await fill("Your own phone", "my phone");
      await connect();
      assert.match(await saidAt(page, "Your own phone"), /not a phone number/, "a word for a phone");
      await fill("Your own phone", "+33 6 39 98 19 05");
      await fill("Phone number ID", "33187000000");
      await connect();
      assert.match(await saidAt(page, "Phone number ID"), /Take its ID/, "the number where its ID belongs");
      await fill("Phone number ID", "");
      const here = shop.addresses.webhook_url;
      await page.getByText(here).waitFor();
      await fill("Public address for Meta's messages", here.replace("/webhook", "/elsewhere"));
      await connect();
      assert.match(await saidAt(page, "Public address for Meta's messages"), /did not find your shop/, "an address that does not lead here");
      await fill("Public address for Meta's messages", here);
      await connect();

      await page.getByText("Waiting for your hello…").waitFor();
      await page.getByText(/\d new people a day/).waitFor();
      assert.deepEqual(await shop.findings(), [], "the connection is accessible");
      await page.getByRole("link", { name: /Today/ }).click();
      await page.getByText("Say hello to your shop from your own phone").waitFor();
      await page.goBack();
      const [nadia] = (await tell("customers", [{ name: "Nadia", phone: "+33639981905" }])).ids;
      await tell(`customers/${nadia}/write`, { text: "Hello" });
      await page.getByText(/Your hello has arrived/).waitFor({ timeout: 30_000 });
    });
  }),
);

test("the spare key is asked for once, and a shop that will not open says how to go on", { timeout: 180_000 }, async () => {
  const shop = await open();
  let { folder } = shop;
  try {
    const { page } = shop;
    await startShop(shop);
    const row = page.locator(".todo").filter({ hasText: "Print your spare key" });
    const saved = page.waitForEvent("download");
    await row.getByRole("button", { name: "Print", exact: true }).click();
    const download = await saved;
    assert.match(download.suggestedFilename(), /^vitrine-.*\.pdf$/, "a page to print");
    assert.equal(readFileSync(await download.path()).subarray(0, 5).toString(), "%PDF-", "it is a PDF");
    await row.waitFor({ state: "detached" });
    await settings(page, "Spare key");
    // It can be printed again.
    await page.getByRole("button", { name: "Print the spare key" }).waitFor();
  } finally {
    await shop.close({ keep: true });
  }
  const again = await open({ folder });
  try {
    const { page } = again;
    await page.getByRole("heading", { name: /Your shop does not open/ }).waitFor();
    assert.deepEqual(await again.findings(), [], "the state is accessible");
    await page.getByLabel("Passphrase", { exact: true }).fill("wrong");
    await page.getByRole("button", { name: "Open my shop" }).click();
    await page.getByText("The key does not open your shop.").waitFor();
    await page.getByRole("button", { name: "Open with the spare key" }).click();
    await page.getByLabel(/The 24 words/).fill("abandon zebra xylofone");
    await page.getByText("3 of 24 words").waitFor();
    await page.getByRole("button", { name: "Open my shop" }).click();
    await page.getByText(/Word 3 is none of a spare key's/).waitFor();
    assert.deepEqual(await again.findings(), [], "so is the spare key's form");
    await page.getByRole("button", { name: "Open with the spare key" }).click();
    await page.getByLabel("Passphrase", { exact: true }).fill("correct horse");
    await page.getByRole("button", { name: "Open my shop" }).click();
    await page.getByRole("heading", { name: "Today" }).waitFor();
    assert.equal(await page.getByText("Print your spare key").count(), 0, "asked once");
    assert.deepEqual(again.troubles, [], "the page has no errors of its own");
  } finally {
    await again.close();
  }
});

test("Meta's price list: what is in it first, then loading it; a limit that stands", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await settings(page, "Money");
    await page.getByText(/Prices invented for the demo/).waitFor();
    assert.deepEqual(await shop.findings(), [], "Money is accessible");
    const list = page.locator('input[type="file"]');
    await list.setInputFiles({ name: "holiday.csv", mimeType: "text/csv", buffer: Buffer.from("Handle,Title\na,b\n") });
    await page.getByText(/This is not one of Meta's price lists/).waitFor();
    await page.getByRole("button", { name: "Cancel" }).click();
    await list.setInputFiles({ name: "rates.csv", mimeType: "text/csv", buffer: Buffer.from(PRICES) });
    await page.getByText("11 prices for 3 countries and regions, in USD, from 1 October 2026").waitFor();
    await page.getByText("Row 7: no country or region of this name").waitFor();
    await page.getByText("Row 8: this is not a price").waitFor();
    assert.deepEqual(await shop.findings(), [], "so is the list");
    assert.equal((await shop.rpc("spending_get")).invented, true, "looking into it changes nothing");
    await page.getByRole("button", { name: "Load these prices" }).click();
    await page.getByText("Prices in force from 1 October 2026 are loaded.").waitFor();
    await page.getByText(/Prices invented/).waitFor({ state: "detached" });
    assert.equal((await shop.rpc("spending_get")).currency, "USD", "Meta bills in the list's currency from now on");
    await page.getByLabel("Spending limit a month").fill("20");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved.").waitFor();
    assert.equal((await shop.rpc("shop_get")).rules.monthly_spend_micros, 20_000_000, "the limit is kept");
  }),
);

test("the settings in French, dark and narrow: nothing clipped, nothing inaccessible", { timeout: 120_000 }, () =>
  withShop({ locale: "fr-FR", colorScheme: "dark", width: 480, height: 900 }, async (shop, page) => {
    await lookAround(shop, "fr");
    const fits = async (what) => {
      assert.deepEqual(await shop.findings(), [], `${what} is accessible in the dark`);
      const wide = await page.evaluate(() => Math.max(document.documentElement.scrollWidth - document.documentElement.clientWidth, ...[...document.querySelectorAll(".screen")].map((s) => s.scrollWidth - s.clientWidth)));
      assert.ok(wide <= 0, `${what} does not scroll sideways, it is ${wide} px too wide`);
    };
    await page.getByRole("link", { name: "Réglages" }).click();
    for (const tab of ["WhatsApp", "Équipe", "Argent", "Historique", "Clé de secours", "Boutique"]) {
      await page.getByRole("tab", { name: tab }).click();
      await page.getByRole("tabpanel").locator(".card").first().waitFor();
      await fits(tab);
    }
    await page.getByRole("tab", { name: "WhatsApp" }).click();
    await page.getByRole("button", { name: "Changer la connexion" }).click();
    await page.getByText("Avancé", { exact: true }).click();
    await fits("la connexion");
    // The bell is within reach.
    await page.getByRole("button", { name: "Pas de son pour les nouvelles commandes" }).waitFor();
    await page.getByRole("button", { name: /Changer de place/ }).click();
    await page.getByRole("heading", { name: "Qui est là ?" }).waitFor();
    await fits("les noms");
  }),
);
