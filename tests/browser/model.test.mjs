// A model of the owner's choice: chosen, tried with both texts in view, switched on, and said to a customer.
import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";

import { lookAround, settings, withShop } from "./shop.mjs";

/** An endpoint that says what it is told, with a friendly word before it or whatever else. */
async function endpoint(before) {
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const asked = JSON.parse(JSON.parse(body).messages[1].content);
    response.setHeader("Content-Type", "application/json");
    response.end(JSON.stringify({ choices: [{ message: { role: "assistant", content: `${before.words} ${asked.message}`.trim() } }] }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { address: `http://127.0.0.1:${server.address().port}/v1`, close: () => server.close() };
}

test("a model is chosen and tried; its words are said once it is on, and the thread shows whose they are", { timeout: 180_000 }, async () => {
  const before = { words: "Good news!" };
  const model = await endpoint(before);
  try {
    await withShop({}, async (shop, page) => {
      await lookAround(shop);
      await settings(page, "Answers");
      const section = page.locator("section").filter({ hasText: "A model of your choice" });
      await section.getByText("Choose a model").click();
      assert.deepEqual(await shop.findings(), [], "the empty form is accessible");
      await section.getByLabel("Its address").fill("http://models.example.com/v1");
      await section.getByLabel("Its name there").fill("small");
      await section.getByRole("button", { name: "Save" }).click();
      await section.getByText(/neither encrypted nor on your network/).waitFor();
      await section.getByLabel("Its address").fill(model.address);
      await section.getByRole("button", { name: "Save" }).click();
      await section.getByText("It is on your network").waitFor();
      assert.equal((await shop.rpc("model_get")).on, false, "chosen is not yet used");

      await section.getByRole("button", { name: "Ask", exact: true }).click();
      await section.locator(".tried").getByText(/^Good news!/).waitFor();
      await section.getByText(/What it was sent/).click();
      const sent = await section.locator(".tried pre").innerText();
      assert.match(sent, /"model": "small"/, "what left is shown as it was");
      assert.deepEqual(await shop.findings(), [], "a try is accessible");
      before.words = "Half price today!";
      await section.getByRole("button", { name: "Ask", exact: true }).click();
      await section.getByText(/^Not used:/).waitFor();
      await section.locator(".tried").getByText(/^Half price today!/).waitFor();

      before.words = "Good news!";
      await section.getByLabel("Put other words to answers").check();
      await section.getByLabel("Use it").check();
      await section.getByText("It is on", { exact: true }).waitFor();
      await page.getByRole("textbox", { name: "Write to the shop…" }).fill("how much is the Boot Arve in 42?");
      await page.getByRole("button", { name: "Send", exact: true }).click();
      await page.locator(".phone .bubble").filter({ hasText: "Good news!" }).waitFor({ timeout: 30_000 });
      await section.getByText(/Asked once/).waitFor();
      const [first] = await shop.rpc("inbox_view", { which: "all" });
      await page.evaluate((customer) => { location.hash = `#/inbox/${customer}`; }, first);
      const whose = page.locator(".talk-message").last().getByText("worded by the model small");
      await whose.click();
      await page.getByText(/^The shop's rules:/).waitFor();
      assert.deepEqual(await shop.findings(), [], "the thread is accessible");
    });
  } finally {
    model.close();
  }
});
