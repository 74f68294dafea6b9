// Who has waited very long is asked whether she still wants it: from Today's row to her answer on the demo's phone.
import assert from "node:assert/strict";
import { test } from "node:test";

import { become, lookAround, says, withShop } from "./shop.mjs";

test("asked from Today, answered on the phone, seen where she waits", { timeout: 180_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    const row = page.locator(".todo").filter({ hasText: "5 people have waited over 60 days for 2 products" });
    await row.waitFor();
    await become(page, "Léa");
    assert.equal(await row.getByRole("button", { name: "Ask them" }).isEnabled(), false, "writing to many is the owner's");
    await become(page, "Nadia");

    await row.getByRole("button", { name: "Not this time" }).click();
    await row.waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).click();
    await row.getByRole("button", { name: "Ask them" }).click();
    const bar = page.getByRole("region", { name: "Still want it?" });
    await says(bar, /5 asked now · €0\.1/, "what it costs stands there before the click");
    await says(bar, /As Asha Walker will see it/, "and what the first will read");
    assert.deepEqual(await shop.findings(), [], "the bar is accessible");
    await bar.getByRole("button", { name: "Ask them" }).click();
    await page.getByText("5 people will be asked in ten seconds.").waitFor();

    const phone = page.getByRole("complementary", { name: "Customer's phone" });
    await phone.getByText(/Do you still want to hear from us/).waitFor({ timeout: 40_000 });
    await phone.getByRole("button", { name: "Yes, keep my place" }).click();
    await phone.getByText(/Good: you keep your place/).waitFor({ timeout: 20_000 });

    await page.getByRole("link", { name: /^Sell/ }).click();
    const still = page.locator(".todo").filter({ hasText: /5 asked|asked, \d to go/ });
    await still.getByRole("button", { name: "People" }).click();
    await page.getByRole("listitem").filter({ hasText: "Asha Walker" }).filter({ hasText: "✓ still wants it" }).waitFor();
    assert.deepEqual(await shop.findings(), [], "the round is accessible");
    await still.getByRole("button", { name: "People" }).click();
    // In the line of the product itself.
    const asha = (await shop.rpc("customers_list")).find((one) => one.name === "Asha Walker");
    const [first] = (await shop.rpc("customer_get", { customer: asha.id })).waits;
    await page.getByRole("button", { name: `People: ${first.name}` }).click();
    await page.getByRole("listitem").filter({ hasText: "Asha Walker" }).filter({ hasText: /waiting since .* · asked .* · ✓ still wants it/ }).waitFor();
    assert.deepEqual(await shop.findings(), [], "the line is accessible");
  }));
