// A morning in the inbox: what was said is found, somebody is answered, put off, closed, and nothing is lost.
import assert from "node:assert/strict";
import { test } from "node:test";

import { lookAround, says, withShop } from "./shop.mjs";

/** Goes to the inbox, and to the conversation of the one who waits in the demo. */
async function opens(shop, name = "Louis Petit") {
  const { page } = shop;
  await page.getByRole("link", { name: /Inbox/ }).click();
  await page.locator(".talk").filter({ hasText: name }).click();
  await page.getByRole("region", { name }).waitFor();
}

test("a morning: search, a quick reply, things to choose from, and a draft that stays", { timeout: 120_000 }, () =>
  withShop({ width: 1500, height: 860 }, async (shop, page) => {
    await lookAround(shop);
    await page.getByRole("link", { name: /Inbox/ }).click();
    await page.locator(".talk").first().waitFor();
    await page.getByRole("searchbox", { name: "Search all messages and people" }).fill("weddíng");
    const found = page.locator(".result", { hasText: "wedding" });
    await found.waitFor();
    assert.equal(await found.locator("mark").innerText(), "wedding", "what was found is marked");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const thread = page.getByRole("log");
    await thread.getByText("Could somebody call me about a wedding order?").waitFor();
    assert.deepEqual(await shop.findings(), [], "list, thread and card are accessible");

    await shop.rpc("quick_reply_save", { shortcut: "mend", words: { en: "Bring them, we mend on Tuesdays." } });
    const field = page.getByRole("textbox", { name: "Write an answer" });
    await field.fill("/me");
    await page.getByRole("group", { name: "What you say often" }).getByRole("button", { name: /^\/mend/ }).click();
    assert.equal(await field.inputValue(), "Bring them, we mend on Tuesdays.", "the short word has become the words");
    await field.press("Control+Enter");
    await thread.getByText("Bring them, we mend on Tuesdays.").waitFor();
    assert.equal(await field.inputValue(), "", "the field is empty again");
    await page.getByText("You have this chat until you close it.").waitFor();

    await field.fill("Which colour?");
    await page.getByRole("button", { name: "+ Insert" }).click();
    await page.getByRole("menuitem", { name: "Things to choose from" }).click();
    for (const [index, colour] of ["Black", "Red", "Green"].entries()) {
      if (index > 1) await page.getByRole("button", { name: "+ Another" }).click();
      await page.getByRole("textbox", { name: `Choice ${index + 1}` }).fill(colour);
    }
    await page.getByText("She taps one of these (up to 3: buttons)").waitFor();
    await page.getByRole("button", { name: "+ Another" }).click();
    await page.getByRole("textbox", { name: "Choice 4" }).fill("Blue");
    await page.getByText("She chooses from a list (up to 10)").waitFor();
    assert.deepEqual(await shop.findings(), [], "the choices are accessible");
    await page.getByRole("button", { name: "Send", exact: true }).first().click();
    await thread.getByText("Which colour?").waitFor();

    await field.fill("And one more th");
    await page.getByRole("searchbox", { name: "Search all messages and people" }).fill("");
    await page.locator(".talk").filter({ hasText: "Nadia" }).click();
    await page.getByRole("region", { name: "Nadia" }).waitFor();
    await says(page.locator(".talk").filter({ hasText: "Louis Petit" }), /Draft:/, "the list says that something is begun");
    await page.reload();
    await page.getByRole("link", { name: /Inbox/ }).click();
    await page.locator(".talk").filter({ hasText: "Louis Petit" }).click();
    await page.waitForFunction(() => document.querySelector(".talk-write textarea")?.value === "And one more th");
  }),
);

test("drafts for somebody who waits fill the field and send nothing", { timeout: 120_000 }, () =>
  withShop({ width: 1500, height: 860 }, async (shop, page) => {
    await lookAround(shop);
    await opens(shop);
    const drafts = page.getByRole("group", { name: /^Suggested answers/ });
    await drafts.waitFor();
    assert.deepEqual(await shop.findings(), [], "the drafts are accessible");
    const said = await page.getByRole("log").locator(".bubble").count();
    await drafts.getByRole("button", { name: /from opening hours/ }).click();
    const field = page.getByRole("textbox", { name: "Write an answer" });
    assert.notEqual(await field.inputValue(), "", "the draft stands in the field");
    await drafts.waitFor({ state: "detached" });
    await field.fill("");
    await drafts.waitFor();
    assert.equal(await page.getByRole("log").locator(".bubble").count(), said, "nothing has left by itself");
  }),
);

test("what changes while its first answer is on the way is asked for again", { timeout: 120_000 }, () =>
  withShop({ width: 1500, height: 860 }, async (shop, page) => {
    await lookAround(shop);
    await opens(shop);
    await page.getByText("Waiting 1").waitFor();
    let release;
    const released = new Promise((go) => (release = go));
    const read = new Promise((done) => {
      void page.route("**/rpc/inbox_rows", async (route) => {
        const answer = await route.fetch();
        done(JSON.parse(await answer.text()));
        await released;
        await route.fulfill({ response: answer });
      }, { times: 1 });
    });
    await page.reload();
    await page.getByRole("link", { name: /Inbox/ }).click();
    const louis = (await read).find((row) => row.name === "Louis Petit");
    await page.getByText("Waiting 1").waitFor();
    await shop.rpc("conversation_close", { customer: louis.customer });
    await page.getByText("Waiting 1").waitFor({ state: "detached" });
    release();
    await says(page.locator(".talk").filter({ hasText: "Louis Petit" }), /closed/, "the list does not stay with what was read before");
  }),
);

test("put off, closed and taken back; the keys tell of themselves", { timeout: 120_000 }, () =>
  withShop({ width: 1500, height: 860 }, async (shop, page) => {
    await lookAround(shop);
    await opens(shop);
    const who = page.locator(".talk").filter({ hasText: "Louis Petit" });
    await page.locator(".talk-thread").focus();
    await page.keyboard.press("e");
    await page.getByText("Closed: Louis Petit").waitFor();
    await says(who, /closed/, "the list shows it closed");
    await page.keyboard.press("Control+z");
    await page.getByText("Undone.").waitFor();
    await page.getByText("Waiting 1").waitFor();

    await page.locator(".talk-thread").focus();
    await page.keyboard.press("s");
    await page.getByRole("menuitem").first().click();
    await page.getByText(/^Louis Petit comes back /).waitFor();
    await page.getByText("Waiting 1").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo" }).last().click();
    await page.getByText("Waiting 1").waitFor();

    await page.locator(".talk-thread").focus();
    await page.keyboard.press("a");
    await page.getByText("Yours: Louis Petit").waitFor();
    await page.getByText("Mine 1").waitFor();
    await page.locator(".talk-thread").focus();
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys of the inbox" }).waitFor();
    assert.deepEqual(await shop.findings(), [], "the list of keys is accessible");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.locator(".talk-thread").focus();
    await page.keyboard.press("r");
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), "TEXTAREA", "R goes to the field");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
    assert.ok(await page.evaluate(() => document.activeElement?.classList.contains("talk")), "Escape goes back, a step at a time");

    await page.getByRole("radio", { name: "Answer", exact: true }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("textbox", { name: "A note; the customer never sees it" }).fill("Rings at noon");
    await page.getByRole("button", { name: "Keep the note" }).click();
    await page.getByRole("log").getByText("Rings at noon").waitFor();
    assert.deepEqual(await shop.findings(), [], "a note is accessible");
  }),
);

test("what a customer writes is only ever text, and her day that is over leaves templates", { timeout: 120_000 }, () =>
  withShop({ width: 900, height: 760, colorScheme: "dark" }, async (shop, page) => {
    await lookAround(shop);
    const [asha] = await shop.rpc("phone_people");
    await shop.rpc("phone_write", { person: asha.id, text: "<img src=x onerror=alert(1)> *no* \u202Egnp.exe" });
    await page.getByRole("link", { name: /Inbox/ }).click();
    const hers = page.locator(".talk").filter({ hasText: asha.name });
    await hers.click();
    await page.getByRole("log").getByText("<img src=x onerror=alert(1)> *no* ␣gnp.exe").waitFor();
    await shop.rpc("phone_wait", { minutes: 25 * 60 });
    await page.locator(".talk-head").getByText("closed — templates only").waitFor({ timeout: 40_000 });
    await page.getByText("Her 24 hours are over: only a message Meta has approved can be sent.").waitFor();
    assert.deepEqual(await shop.findings(), [], "a closed conversation is accessible in the dark");
  }),
);
