// Counting stock with a scanner and the keyboard alone: unknown codes, a pause, a sale meanwhile, differences, one undo.
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookAround, says, withShop } from "./shop.mjs";

const scanned = (page) => page.getByRole("textbox", { name: /Scan or type a code/ });

/** Types a code as a scanner does. */
async function scan(page, code) {
  await page.keyboard.type(code);
  await page.keyboard.press("Enter");
}

test("a shelf is counted by keyboard, paused, reviewed and taken back", { timeout: 180_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    const all = await shop.rpc("products_list");
    const [one, two] = all.filter((row) => row.on_hand > 3 && row.held === 0 && row.step === 1000 && row.uncounted === null && row.sku);
    const stock = async (row) => (await shop.rpc("products_list")).find((r) => r.id === row.id).on_hand;

    await page.keyboard.press("Alt+3");
    await page.getByRole("radio", { name: "All products" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.getByText("A new count").waitFor();
    assert.deepEqual(await shop.findings(), [], "where a count begins is accessible");
    const begin = page.getByRole("button", { name: "Begin" });
    await begin.focus();
    await page.keyboard.press("Enter");
    await scanned(page).waitFor();
    assert.ok(await scanned(page).evaluate((field) => field === document.activeElement), "the scanner can begin at once");

    await scan(page, one.sku);
    await page.getByRole("status").filter({ hasText: /: 1 .*counted/ }).waitFor();
    await scan(page, `2*${one.sku}`);
    await page.getByRole("status").filter({ hasText: /: 3 .*counted/ }).waitFor();
    await page.keyboard.press("Control+z");
    await page.getByRole("status").filter({ hasText: "Taken back" }).waitFor();
    await scan(page, String(one.on_hand + 2));
    await page.getByRole("status").filter({ hasText: new RegExp(`: ${one.on_hand + 2} .*counted`) }).waitFor();

    await scan(page, "4006381333931");
    await page.getByText("Nobody knows the code 4006381333931.").waitFor();
    assert.ok(await scanned(page).evaluate((field) => field === document.activeElement), "and one can scan on");
    assert.deepEqual(await shop.findings(), [], "the count is accessible");
    await page.getByRole("combobox", { name: "Which product is this?" }).or(page.getByRole("textbox", { name: "Which product is this?" })).first().focus();
    await page.keyboard.type(two.sku);
    await page.getByRole("option").first().waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByText("Nobody knows the code").waitFor({ state: "detached" });
    await scan(page, "4006381333931");
    await page.getByRole("status").filter({ hasText: /: 2 .*counted/ }).waitFor();

    await page.getByRole("button", { name: "Pause" }).focus();
    await page.keyboard.press("Enter");
    await shop.rpc("stock_sell", { code: one.sku });
    await page.reload();
    await page.getByRole("radio", { name: "Count stock" }).waitFor({ state: "attached" });
    await page.getByRole("radio", { name: "All products" }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.getByRole("button", { name: /^Go on counting/ }).focus();
    await page.keyboard.press("Enter");
    await scanned(page).waitFor();

    await page.getByRole("button", { name: "See the differences" }).focus();
    await page.keyboard.press("Enter");
    const line = page.getByRole("table", { name: /differ/ }).getByRole("row").filter({ hasText: one.label || one.title }).first();
    await says(line, new RegExp(`${one.on_hand - 1}.*${one.on_hand + 1}.*\\+2`, "s"), "what was sold meanwhile is in both numbers");
    assert.ok(await page.getByRole("radio", { name: "Leave as on paper" }).isChecked(), "what nobody found is left alone until somebody says otherwise");
    assert.deepEqual(await shop.findings(), [], "the differences are accessible");
    await page.getByRole("button", { name: "Put these right" }).press("Enter");
    await page.getByText(/2 counts put right/).waitFor();
    assert.equal(await stock(one), one.on_hand + 1, "two more than on paper, one sold");
    await page.getByRole("alert").filter({ hasText: "put right" }).getByRole("button", { name: "Undo" }).press("Enter");
    await page.getByText("Undone").first().waitFor();
    assert.equal(await stock(one), one.on_hand - 1, "taken back as one");
  }));
