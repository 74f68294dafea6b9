// The library: files dropped in, described, found again, refused with a reason, taken out and back, sent from the inbox.
import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateSync } from "node:zlib";

import { lookAround, says, withShop } from "./shop.mjs";

/** A picture of one colour, made here. */
function png(side, [red, green, blue]) {
  const crc = (bytes) => {
    let sum = 0xffffffff;
    for (const byte of bytes) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = sum & 1 ? (sum >>> 1) ^ 0xedb88320 : sum >>> 1;
    }
    return (sum ^ 0xffffffff) >>> 0;
  };
  const chunk = (name, data) => {
    const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(side, 0);
  head.writeUInt32BE(side, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const row = Buffer.from([0, ...Array.from({ length: side }, () => [red, green, blue]).flat()]);
  const rows = Buffer.concat(Array.from({ length: side }, () => row));
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk("IHDR", head), chunk("IDAT", deflateSync(rows)), chunk("IEND", Buffer.alloc(0))]);
}

test("a file goes into the library, is found by what it shows, and leaves from the inbox", { timeout: 180_000 }, () =>
  withShop({}, async (shop, page) => {
    await lookAround(shop);
    await page.getByRole("link", { name: /^Products/ }).click();
    await page.getByText("Library", { exact: true }).click();
    const library = page.getByRole("region", { name: "Pictures, films and papers" });
    await library.getByRole("status").filter({ hasText: /files?$/ }).waitFor();
    assert.deepEqual(await shop.findings(), [], "the library is accessible");

    const input = library.locator("input[type=file]");
    await input.setInputFiles([{ name: "winter window.png", mimeType: "image/png", buffer: png(64, [40, 90, 160]) }, { name: "a lie.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<html>") }]);
    await says(library.getByRole("alert"), /a lie\.jpg.*cannot be sent/, "what is no picture is named, with why");
    await library.getByRole("alert").getByRole("button", { name: "Close" }).click();
    const one = page.getByRole("complementary", { name: "winter window" });
    await one.getByText("Nowhere yet.").waitFor();
    await one.getByRole("textbox", { name: "What it shows" }).fill("Our window in the snow");
    await page.keyboard.press("Enter");
    await library.getByRole("textbox", { name: "Find by its words" }).fill("snow");
    await says(library.getByRole("status"), "1 file", "found by what it shows");
    assert.deepEqual(await shop.findings(), [], "a file that is looked at is accessible");
    await one.getByRole("button", { name: "Take it out" }).click();
    await library.getByText("Nothing like that here.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await library.getByRole("button", { name: /winter window/ }).waitFor();

    await page.getByRole("textbox", { name: "Write to the shop…" }).fill("what does your window look like, please send a picture to me");
    await page.getByRole("button", { name: "Send", exact: true }).click();
    await page.getByRole("link", { name: /^Inbox/ }).click();
    await page.locator(".talk").filter({ hasText: "Asha" }).first().click();
    await page.getByRole("button", { name: "+ Insert" }).click();
    await page.getByRole("menuitem", { name: "A file of the shop" }).click();
    await page.getByRole("dialog").getByRole("button", { name: /winter window/ }).click();
    await page.getByRole("button", { name: "Send", exact: true }).first().click();
    await page.locator(".phone .bubble img").last().waitFor({ timeout: 30_000 });
  }));
