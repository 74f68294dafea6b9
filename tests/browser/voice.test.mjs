// A voice note: recorded from Chromium's own make-believe microphone, listened to, sent, and heard on the customer's phone.
import assert from "node:assert/strict";
import { test } from "node:test";

import { conversation, lookAround, says, withShop } from "./shop.mjs";

const MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required"];

const opens = async (page) => {
  await page.getByRole("button", { name: "+ Insert" }).click();
  await page.getByRole("menuitem", { name: "A voice note" }).click();
  const dialog = page.getByRole("dialog", { name: "A voice note" });
  await dialog.waitFor();
  return dialog;
};

/** What an audio element would play, decoded: how long, of how many channels, how loud. */
const heard = (page, url) =>
  page.evaluate(async (src) => {
    const bytes = Uint8Array.from(atob(src.slice(src.indexOf(",") + 1)), (one) => one.codePointAt(0));
    const sound = await new OfflineAudioContext(1, 48_000, 48_000).decodeAudioData(bytes.buffer);
    return { seconds: sound.duration, channels: sound.numberOfChannels, loudest: sound.getChannelData(0).reduce((most, one) => Math.max(most, Math.abs(one)), 0) };
  }, url);

/** Records two seconds, and sends them. */
async function speaks(page) {
  const dialog = await opens(page);
  await dialog.getByRole("button", { name: "Record" }).click();
  await says(dialog.getByRole("timer"), "0:02", "the time runs");
  await dialog.getByRole("button", { name: "Stop" }).click();
  await dialog.getByText(/^Recorded: /).waitFor();
  const listened = await heard(page, await page.evaluate(async () => {
    const sound = await (await fetch(document.querySelector(".recorder audio").src)).blob();
    return new Promise((read) => { const reader = new FileReader(); reader.onload = () => read(reader.result); reader.readAsDataURL(sound); });
  }));
  await dialog.getByRole("button", { name: "Send" }).click();
  await dialog.waitFor({ state: "detached" });
  return listened;
}

test("where the window's recorder knows no Opus, its encoder does", { timeout: 180_000 }, () =>
  withShop({ width: 1500, height: 860, flags: MICROPHONE }, async (shop, page) => {
    await lookAround(shop);
    await conversation(page);
    // As WebKit on Linux is without the rarer parts of GStreamer.
    await page.evaluate(() => { MediaRecorder.isTypeSupported = () => false; });
    const listened = await speaks(page);
    assert.ok(listened.seconds > 1.5 && listened.seconds < 8 && listened.loudest > 0.01, `it is heard before it is sent: ${JSON.stringify(listened)}`);
    const phone = page.locator(".phone").getByLabel("Voice message");
    await phone.waitFor({ timeout: 30_000 });
    const note = await heard(page, await phone.getAttribute("src"));
    assert.ok(Math.abs(note.seconds - listened.seconds) < 0.2 && note.channels === 1 && note.loudest > 0.01, `and as it was: ${JSON.stringify([note, listened])}`);
  }));

test("what is spoken into the window is heard on her phone", { timeout: 180_000 }, () =>
  withShop({ width: 1500, height: 860, flags: MICROPHONE }, async (shop, page) => {
    await lookAround(shop);
    await conversation(page);
    await page.getByRole("textbox", { name: "Write an answer" }).fill("half a sentence");
    const dialog = await opens(page);
    assert.deepEqual(await shop.findings(), [], "the recorder is accessible");
    await dialog.getByRole("button", { name: "Record" }).click();
    await dialog.getByRole("meter", { name: "How loud you are" }).waitFor();
    await page.waitForFunction(() => Number(document.querySelector("[role=meter]")?.getAttribute("aria-valuenow")) > 0, null, { timeout: 20_000 });
    await says(dialog.getByRole("timer"), "0:02", "the time runs");
    assert.deepEqual(await shop.findings(), [], "and is while it records");
    await dialog.getByRole("button", { name: "Stop" }).click();
    await dialog.getByText(/^Recorded: 0:0[2-6]$/).waitFor();
    await dialog.getByRole("button", { name: "Listen" }).click();
    await dialog.getByRole("button", { name: "Pause" }).waitFor();
    assert.deepEqual(await shop.findings(), [], "and before it is sent");
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.waitFor({ state: "detached" });
    assert.equal(await page.getByRole("textbox", { name: "Write an answer" }).inputValue(), "half a sentence", "what was being written is still there");
    await page.locator(".talk-thread").getByLabel("Voice message").waitFor();
    const phone = page.locator(".phone").getByLabel("Voice message");
    await phone.waitFor({ timeout: 30_000 });
    const note = await heard(page, await phone.getAttribute("src"));
    assert.ok(note.seconds > 1.5 && note.seconds < 8, `as long as it was spoken: ${JSON.stringify(note)}`);
    assert.equal(note.channels, 1, "of one channel");
    assert.ok(note.loudest > 0.01, `and not silent: ${JSON.stringify(note)}`);
  }));

test("held while one speaks, begun again, given up: nothing leaves by itself", { timeout: 180_000 }, () =>
  withShop({ width: 1500, height: 860, flags: MICROPHONE }, async (shop, page) => {
    await lookAround(shop);
    await conversation(page);
    const dialog = await opens(page);
    await dialog.getByRole("button", { name: "Record" }).hover();
    await page.mouse.down();
    await says(dialog.getByRole("timer"), "0:01", "it records while it is held");
    await page.mouse.up();
    await dialog.getByText(/^Recorded: /).waitFor();
    await dialog.getByRole("button", { name: "Record again" }).click();
    await dialog.getByRole("button", { name: "Record" }).focus();
    await page.keyboard.press("Enter");
    await dialog.getByRole("timer").waitFor();
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await dialog.getByRole("button", { name: "Record" }).waitFor();
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });
    assert.equal(await page.locator(".phone").getByLabel("Voice message").count(), 0, "she has heard nothing");
  }));

test("without a microphone it says why, and a file is sent instead", { timeout: 180_000 }, () =>
  withShop({ width: 1500, height: 860 }, async (shop, page) => {
    await lookAround(shop);
    await conversation(page);
    const refusal = async (name, sentence) => {
      await page.evaluate((why) => { navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", why)); }, name);
      const dialog = await opens(page);
      await dialog.getByRole("button", { name: "Record" }).click();
      await says(dialog.getByRole("alert"), sentence, `${name} has a sentence`);
      return dialog;
    };
    await refusal("NotAllowedError", /may not use the microphone.*send a sound file/);
    assert.deepEqual(await shop.findings(), [], "the reason is accessible");
    await page.keyboard.press("Escape");
    await refusal("NotFoundError", /There is no microphone/);
    await page.keyboard.press("Escape");
    await page.evaluate(() => { delete globalThis.MediaRecorder; delete globalThis.AudioEncoder; });
    const dialog = await refusal("NotFoundError", /cannot record sound/);
    // Some frames of AAC: no voice note can be made of it here, and it is played as a sound.
    const frame = Buffer.concat([Buffer.from([0xff, 0xf1, 0x50, 0x80, 0x02, 0x1f, 0xfc]), Buffer.alloc(40)]);
    await page.locator('input[type="file"][accept="audio/*"]').setInputFiles({ name: "spoken elsewhere.aac", mimeType: "audio/aac", buffer: Buffer.concat(Array.from({ length: 40 }, () => frame)) });
    await dialog.getByText("Recorded: spoken elsewhere.aac").waitFor();
    await dialog.getByRole("button", { name: "Send" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.locator(".phone").getByLabel(/^(Sound|Voice message)$/).waitFor({ timeout: 30_000 });
  }));
