// Pages to print, saved where downloads go.
import { notifications } from "@mantine/notifications";
import i18next from "i18next";

import { act, client } from "../data";
import { saveFile } from "../platform";

/** Saves the spare key as a page; answers whether it did. */
export async function printSpareKey(): Promise<boolean> {
  const page = await act("spare_key_print");
  if (page === null) return false;
  saveFile(page.name, page.content, "application/pdf");
  notifications.show({ message: i18next.t("spare.saved"), color: "leaf", withBorder: true, autoClose: 12_000 });
  await client.invalidateQueries({ queryKey: ["today_list"] });
  return true;
}
