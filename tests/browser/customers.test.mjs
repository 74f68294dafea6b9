// Customers at work: found by number, described as a group, what is written down and agreed to, made one and parted, erased.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { lookAround, says, settings, withShop } from "./shop.mjs";

const rows = (page) => page.locator(".list button.line");

/** Goes to Customers and waits for rows that are really there. */
async function customers(page) {
  await page.getByRole("link", { name: /Customers|Clients/ }).click();
  await rows(page).first().locator(".name").waitFor();
}

/** Looks for somebody and opens her card, perhaps at one of its tabs. */
async function open(page, name, tab) {
  await page.getByRole("searchbox", { name: /Filter by name or number/ }).fill(name);
  await page.getByText(/^1 person/).waitFor();
  await rows(page).filter({ hasText: name }).click();
  await page.getByRole("heading", { name, level: 2 }).waitFor();
  if (tab) await page.getByRole("tab", { name: tab }).click();
}

const toast = (page, text) => page.getByRole("alert").filter({ hasText: text });

/** Takes it back, and leaves the toast: it stays as long as the mouse is on it. */
async function undo(page, text) {
  await toast(page, text).getByRole("button", { name: "Undo" }).click();
  await page.mouse.move(4, 4);
}

const people = (page) => page.getByRole("region", { name: "Who?" }).getByRole("status");

/** Adds two people nobody else is. */
async function two(shop) {
  const vera = await shop.rpc("customer_add", { name: "Vera Quill", phone: "+33 6 39 98 77 01" });
  const again = await shop.rpc("customer_add", { name: "V. Quill", phone: "+33 6 39 98 77 02" });
  return { vera, again };
}

test("found by number and by keyboard; plain conditions become a group with a name", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    const { vera } = await two(shop);
    await shop.rpc("customer_change", { customer: vera, field: "tags", typed: "regular" });
    await customers(page);
    assert.deepEqual(await shop.findings(), [], "the list is accessible");
    await page.keyboard.press("/");
    await page.keyboard.type("06 39 98 77 01");
    await page.getByText(/^1 person/).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Vera Quill", level: 2 }).waitFor();
    await page.getByRole("searchbox", { name: /Filter by name/ }).focus();
    await page.keyboard.press("Escape");
    await page.getByText(/^1\d\d people/).waitFor();
    await page.getByRole("combobox", { name: "Order" }).click();
    await page.getByRole("option", { name: "Newest first" }).click();
    await says(rows(page).first().locator(".name"), "V. Quill", "whoever came last stands first");
    await rows(page).first().focus();
    await page.keyboard.press("End");
    await page.waitForFunction(() => document.activeElement?.closest("[aria-posinset]")?.getAttribute("aria-posinset") === document.activeElement?.closest("[aria-setsize]")?.getAttribute("aria-setsize"));

    await page.getByRole("button", { name: "Unanswered", exact: true }).click();
    await page.getByRole("button", { name: "Unanswered", exact: true, pressed: true }).waitFor();
    await page.getByText(/^\d people/).or(page.getByText(/^1 person/)).first().waitFor();
    await page.getByRole("button", { name: "Clear the filter" }).click();

    await page.getByRole("button", { name: "Who?" }).click();
    const add = async (kind) => {
      await page.getByRole("button", { name: "Add a condition" }).click();
      await page.getByRole("menuitem", { name: kind, exact: true }).click();
      await page.getByRole("dialog").waitFor();
    };
    await add("Waits for something");
    assert.deepEqual(await shop.findings(), [], "a condition's editor is accessible");
    await page.getByRole("button", { name: "Done" }).click();
    const waiting = await shop.rpc("customers_count", { conditions: [{ is: "waits_for", variant: null }] });
    await says(people(page), `${waiting} people`, "the count is live");
    await page.getByRole("button", { name: "Waits for something", exact: true }).click();
    await page.getByRole("combobox", { name: "Product" }).fill("runner 42");
    await page.getByRole("option", { name: /Runner 42 · black/ }).click();
    await page.getByRole("checkbox", { name: /the contrary/ }).check();
    await page.getByRole("button", { name: "Done" }).click();
    await page.getByRole("button", { name: /^Does not wait for Runner 42 · black/ }).waitFor();
    await add("Has a tag");
    await page.getByRole("dialog").getByRole("combobox", { name: "Tag" }).fill("regular");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Tag: regular", exact: true }).waitFor();
    await says(people(page), "1 person", "both hold");
    await says(rows(page).first(), /Vera Quill/, "and the list shows who that is");
    await page.getByRole("button", { name: "Save as a group…" }).click();
    await page.getByLabel("Name of the group").fill("Regulars");
    assert.deepEqual(await shop.findings(), [], "naming a group is accessible");
    await page.keyboard.press("Enter");
    await page.getByText("Group “Regulars” saved.").waitFor();
    await page.getByRole("button", { name: "Clear the filter" }).click();
    await page.getByText(/^1\d\d people/).waitFor();
    await page.getByRole("button", { name: "Groups" }).click();
    assert.deepEqual(await shop.findings(), [], "the groups are accessible");
    await page.getByRole("menuitem", { name: "Regulars", exact: true }).click();
    await page.getByText(/^1 person/).first().waitFor();
    assert.deepEqual(await shop.findings(), [], "the conditions are accessible");
    await page.getByRole("button", { name: "Groups" }).click();
    await page.getByRole("menuitem", { name: "Forget Regulars" }).click();
    await undo(page, "Group “Regulars” forgotten.");
    await page.getByText("Undone.").waitFor();
    assert.equal((await shop.rpc("segments_list"))[0].name, "Regulars", "and it is back");
    await page.getByRole("searchbox", { name: /Filter by name/ }).fill("nobody is called so");
    await page.getByText("Nobody like this.").waitFor();
    assert.deepEqual(await shop.findings(), [], "nobody found is accessible");
  }),
);

test("what is written down about her, with undo; a yes in her words, a stop at once, on paper", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    const { vera } = await two(shop);
    await customers(page);
    await open(page, "Vera Quill", "About her");
    const card = () => shop.rpc("customer_get", { customer: vera });
    await page.getByLabel("Company").fill("Quill & Sons");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Vera Quill · Quill & Sons" }).waitFor();
    await undo(page, "Company changed.");
    await page.getByRole("heading", { name: "Vera Quill", exact: true, level: 2 }).waitFor();
    assert.equal((await card()).written.company, "", "taken back");
    await page.getByRole("textbox", { name: "Day" }).fill("31");
    await page.getByRole("combobox", { name: "Month" }).selectOption("February");
    await page.getByRole("textbox", { name: "Year" }).focus();
    await page.keyboard.press("Tab");
    await page.getByText("This cannot be read.").first().waitFor();
    await page.getByRole("textbox", { name: "Day" }).fill("12");
    await page.keyboard.press("Enter");
    await toast(page, "Birthday changed.").waitFor();
    assert.equal((await card()).written.birthday, "--02-12", "a birthday without its year");
    await page.getByLabel("A note about her").fill("Likes blue");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: "Remove the note “Likes blue”" }).waitFor();
    assert.deepEqual(await shop.findings(), [], "what is written down is accessible");
    await page.getByRole("button", { name: "Remove the note “Likes blue”" }).click();
    await undo(page, "Note removed.");
    await page.getByRole("button", { name: "Remove the note “Likes blue”" }).waitFor();
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Hand over her data" }).click();
    assert.match(readFileSync(await (await saved).path(), "utf8"), /Likes blue/, "her file holds the note");

    await page.getByRole("tab", { name: "Agreed to" }).click();
    assert.deepEqual(await shop.findings(), [], "what she agreed to is accessible");
    await page.getByRole("button", { name: "Say yes for her: Offers and news" }).click();
    await page.getByRole("button", { name: "Record her yes" }).click();
    await page.getByText("Type the words she agreed to.").waitFor();
    await page.getByRole("button", { name: "Yes, send me offers and news" }).click();
    await page.getByRole("combobox", { name: "Where she said it" }).click();
    await page.getByRole("option", { name: "On paper" }).click();
    assert.deepEqual(await shop.findings(), [], "recording a yes is accessible");
    await page.getByRole("button", { name: "Record her yes" }).click();
    await page.getByText("“Yes, send me offers and news”").waitFor();
    const [receipt] = (await card()).receipts;
    assert.deepEqual([receipt.act, receipt.wording, receipt.source, receipt.language], ["given", "Yes, send me offers and news", "paper", "en"], "word for word");
    await page.getByRole("button", { name: "Stop: Offers and news" }).click();
    await page.getByText(/Recorded: Vera Quill said stop \(Offers and news\)/).waitFor();
    await page.getByRole("button", { name: "Say yes for her: Offers and news" }).waitFor();
    assert.equal((await card()).standing.find((one) => one.purpose === "promotions").standing.is, "withdrawn", "a no counts at once");
    const paper = page.waitForEvent("download");
    await page.getByRole("button", { name: "Print her consent" }).click();
    assert.equal(readFileSync(await (await paper).path()).subarray(0, 5).toString(), "%PDF-", "a page to print");

    await page.getByRole("button", { name: "Cards for your door" }).click();
    await page.getByRole("img", { name: "Shelf card: Offers and news" }).waitFor();
    await page.getByRole("dialog").getByText("Reminders").click();
    await page.getByRole("img", { name: "Shelf card: Reminders" }).waitFor();
    await page.getByText(/^Yes, remind me #/).waitFor();
    assert.deepEqual(await shop.findings(), [], "cards for the door are accessible");
    await page.keyboard.press("Escape");
    await settings(page, "History");
    await page.getByText("Recorded a customer's stop").first().waitFor();
    await page.getByText("Changed what is written about Vera Quill").first().waitFor();
  }),
);

test("two rows become one and part again; erased, with a receipt of what stays", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    const { vera, again } = await two(shop);
    await customers(page);
    await open(page, "Vera Quill", "About her");
    const merge = async () => {
      await page.getByRole("button", { name: "Same person as…" }).click();
      await page.getByRole("searchbox", { name: "Search by name or number" }).fill("0639987702");
      await page.getByRole("dialog").getByRole("button", { name: /V\. Quill/ }).click();
      await page.getByRole("region", { name: "Becomes part of her" }).getByText("+33639987702").waitFor();
    };
    await merge();
    assert.deepEqual(await shop.findings(), [], "both side by side are accessible");
    await page.getByRole("button", { name: "They are one person" }).click();
    await page.locator(".facts").getByText("+33639987702").waitFor();
    assert.equal((await shop.rpc("customers_view", { text: "Quill" })).length, 1, "one row is left");
    await undo(page, "V. Quill is now part of Vera Quill.");
    await page.locator(".facts").getByText("+33639987702").waitFor({ state: "detached" });
    assert.deepEqual((await shop.rpc("customers_view", { text: "Quill", sort: "added" })).toSorted((a, b) => a - b), [vera, again], "each is herself again");
    await merge();
    await page.getByRole("button", { name: "The other one stays" }).click();
    await page.getByRole("region", { name: "Stays" }).getByText("V. Quill").waitFor();
    await page.getByRole("button", { name: "They are one person" }).click();
    await page.getByRole("heading", { name: "V. Quill", exact: true, level: 2 }).waitFor();
    await page.getByRole("button", { name: "Part them again" }).click();
    await page.getByText("They are two people again.").waitFor();
    await page.getByRole("button", { name: "Part them again" }).waitFor({ state: "detached" });

    await page.getByRole("button", { name: "Erase her…" }).click();
    const dialog = page.getByRole("dialog", { name: "Erase V. Quill" });
    await dialog.getByText("This stays, because it has to:").waitFor();
    assert.deepEqual(await shop.findings(), [], "what erasing means is accessible");
    await dialog.getByRole("button", { name: "Erase her", exact: true }).click();
    assert.equal((await shop.rpc("customers_view", { text: "Quill" })).length, 2, "one button alone erases nobody");
    await dialog.getByRole("button", { name: "Yes, erase her for good" }).click();
    await page.getByRole("dialog", { name: "V. Quill is erased" }).waitFor();
    assert.deepEqual(await shop.findings(), [], "the receipt is accessible");
    await page.getByRole("dialog").getByRole("button", { name: "Close" }).last().click();
    await page.getByText("Choose somebody to see everything about her.").waitFor();
    assert.deepEqual(await shop.rpc("customers_view", { text: "Quill" }), [vera], "she is gone");
  }),
);

test("customers in French, dark and narrow: stacked, with a way back, nothing clipped", { timeout: 120_000 }, () =>
  withShop({ locale: "fr-FR", colorScheme: "dark", width: 480, height: 900 }, async (shop, page) => {
    await lookAround(shop, "fr");
    const fits = async (what) => {
      assert.deepEqual(await shop.findings(), [], `${what} is accessible in the dark`);
      const wide = await page.evaluate(() => Math.max(document.documentElement.scrollWidth - document.documentElement.clientWidth, ...[...document.querySelectorAll(".screen, .person-card, .people-tools")].map((s) => s.scrollWidth - s.clientWidth)));
      assert.ok(wide <= 0, `${what} does not scroll sideways, it is ${wide} px too wide`);
    };
    await customers(page);
    await fits("la liste");
    await page.getByRole("button", { name: "Qui ?" }).click();
    await page.getByRole("button", { name: "Ajouter une condition" }).click();
    await page.getByRole("menuitem", { name: "Attend quelque chose" }).click();
    await page.getByRole("button", { name: "C'est bon" }).click();
    await fits("qui");
    await rows(page).first().click();
    await page.getByRole("button", { name: "← Retour" }).waitFor();
    assert.ok(!(await page.getByRole("searchbox").isVisible()), "the card has the whole width");
    for (const tab of ["Messages", "Sur elle", "Accepté"]) {
      await page.getByRole("tab", { name: tab }).click();
      await fits(tab);
    }
    await page.getByRole("button", { name: "← Retour" }).click();
    await page.getByRole("searchbox").waitFor();
  }),
);

test("her story says why she was told; a tag is renamed on everybody and back", { timeout: 120_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    const [camille] = await shop.rpc("customers_view", { text: "Camille Martin" });
    await shop.rpc("customer_change", { customer: camille, field: "tags", typed: "VIP" });
    await shop.rpc("customer_note", { customer: camille, note: "likes blue" });
    await page.getByRole("link", { name: "Customers" }).click();
    await page.getByText("Camille Martin", { exact: true }).first().click();
    await page.getByRole("tab", { name: "Story" }).click();
    const story = page.getByRole("tabpanel");
    await story.getByText("likes blue").waitFor();
    assert.deepEqual(await shop.findings(), [], "her story is accessible");
    await page.getByRole("button", { name: "Tags", exact: true }).click();
    const tags = page.getByRole("dialog", { name: "Tags" });
    await tags.getByRole("button", { name: /Rename.*VIP/ }).click();
    await tags.getByLabel("New name of “VIP”").fill("regular");
    await page.keyboard.press("Enter");
    await page.getByText("“VIP” is now “regular” on 1 person.").waitFor();
    assert.deepEqual(await shop.findings(), [], "the tags are accessible");
    assert.deepEqual((await shop.rpc("tags_list", {})).map((one) => one.tag), ["regular"], "one tag of the new name");
    await page.getByRole("alert").filter({ hasText: "is now" }).getByRole("button", { name: "Undo" }).click();
    await tags.getByText("VIP", { exact: true }).waitFor();
  }),
);
