// Today's rows about what went wrong: each says what it is and has the one thing to do.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { become, lookAround, withShop } from "./shop.mjs";

/** The hand on a demo's Meta. */
function meta(shop) {
  const { control_url: control } = JSON.parse(readFileSync(join(shop.folder, ".house", "demo", "shoes", "open.json"), "utf8"));
  return async (path, body) => (await fetch(`${control}/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) })).json();
}

test("a message nobody knows the fate of: leave it, call, or send it again", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    const tell = meta(shop);
    // The demo's first customer writes a moment after the shop has opened.
    await page.locator(".todo").filter({ hasText: "wrote" }).first().waitFor({ timeout: 30_000 });
    const row = (await shop.rpc("today_list")).rows.find((r) => r.is === "answer");
    await tell("faults", { drop_after_accept: 1, withhold_webhooks: true });
    await shop.rpc("conversation_reply", { customer: row.customer, text: "Yes, until seven." });
    await page.waitForFunction(async ([url, token]) => {
      const answer = await fetch(`${url}/outbox_counts`, { method: "POST", headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" }, body: JSON.stringify({ payload: {} }) });
      return (await answer.json()).unknown === 1;
    }, [shop.addresses.rpc_url, shop.addresses.token]);
    await shop.rpc("phone_wait", { minutes: 60 });
    await page.getByText("1 message: we don't know if it arrived").waitFor({ timeout: 30_000 });
    const again = page.getByRole("button", { name: /^Send again:/ });
    await again.waitFor();
    await page.getByRole("button", { name: /^Call:/ }).waitFor();
    assert.deepEqual(await shop.findings(), [], "the row is accessible");
    await become(page, "Léa");
    await page.getByRole("button", { name: /^Call:/ }).waitFor();
    assert.equal(await again.count(), 0, "staff can call; sending twice is the owner's risk");
    await become(page, "Nadia");
    await page.getByRole("button", { name: /^Leave it:/ }).click();
    await page.getByText("1 message: we don't know if it arrived").waitFor({ state: "detached" });
  }),
);

test("what stops sending says the one thing to do", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    const tell = meta(shop);
    await tell("events/account", { event: "ACCOUNT_RESTRICTION" });
    await page.getByText("Meta has restricted your account. Its notice says why and until when.").waitFor();
    // Nothing leaves this machine: the page at Meta is only asked for.
    const asked = [];
    await page.context().route(/^https:/, (route) => {
      asked.push(route.request().url());
      return route.fulfill({ body: "" });
    });
    const opened = page.context().waitForEvent("page");
    await page.getByRole("button", { name: "Read Meta's notice" }).click();
    await (await opened).close();
    assert.match(asked[0] ?? "", /^https:\/\/business\.facebook\.com\//, "the notice is at Meta");
    assert.deepEqual(await shop.findings(), [], "the row is accessible");
    await become(page, "Léa");
    await page.getByText("Sending is paused", { exact: true }).waitFor();
    assert.equal(await page.getByRole("button", { name: "It is mended: go on" }).count(), 0, "letting it go on is the owner's");
    await become(page, "Nadia");
    await page.getByRole("button", { name: "It is mended: go on" }).click();
    await page.getByText("The shop sends again.").waitFor();
  }),
);
