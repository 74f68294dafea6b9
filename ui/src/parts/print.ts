// Pages to print and files to hand over, saved where downloads go.
import { notifications } from "@mantine/notifications";
import i18next from "i18next";

import { act, client } from "../data";
import { type Pdf, saveFile } from "../platform";
import { base64 } from "./file";

/** Saves the spare key as a page; answers whether it did. */
export async function printSpareKey(): Promise<boolean> {
  const page = await act("spare_key_print");
  if (page === null) return false;
  saveFile(page.name, page.content, "application/pdf");
  notifications.show({ message: i18next.t("spare.saved"), color: "leaf", withBorder: true, autoClose: 12_000 });
  await client.invalidateQueries({ queryKey: ["today_list"] });
  return true;
}

/** Saves a page to print and says where it went. */
export function savePage(page: Pdf, message: string) {
  saveFile(page.name, page.content, "application/pdf");
  notifications.show({ message, color: "leaf", withBorder: true, autoClose: 6_000 });
}

/** Saves a text as a file to hand over and says where it went. */
export async function savedAsFile(name: string, content: string, message: string) {
  saveFile(name, await base64(new Blob([content])), "application/json");
  notifications.show({ message, color: "leaf", withBorder: true, autoClose: 6_000 });
}
