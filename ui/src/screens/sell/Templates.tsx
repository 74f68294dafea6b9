// Sell → Back in stock → the standard messages, as Meta has them.
import { Text } from "@mantine/core";
import i18next from "i18next";
import { useTranslation } from "react-i18next";

import { clock } from "../../format";
import type { ShopView, TemplateState } from "../../platform";
import { languageName } from "../customers/names";

const ALERT = "back_in_stock";
const QUESTION = "still_want_it";
/** What the shop proposes to Meta by itself: the alert, and the question who still wants it. */
export const OWN = [ALERT, QUESTION];

/** One line for each, its languages together where Meta says the same of them. */
export function Templates({ templates, shop }: { templates: TemplateState[]; shop: ShopView }) {
  const { t } = useTranslation();
  const called: Record<string, string> = { [ALERT]: t("sell.title"), [QUESTION]: t("asking.title") };
  const same = new Map<string, TemplateState[]>();
  for (const template of templates) {
    const key = `${template.name} ${template.status}`;
    same.set(key, [...(same.get(key) ?? []), template]);
  }
  return [...same].map(([key, [first, ...others]]) => {
    if (!first) return null;
    const all = [first, ...others];
    const language = new Intl.ListFormat(i18next.language, { type: "unit", style: "short" }).format(all.map((template) => languageName(template.language)));
    const at = clock(Math.min(...all.map((template) => template.synced_at)), shop.now, shop.time_zone);
    return (
      <Text key={key} size="sm">
        {first.status === "APPROVED" ? "✓" : "○"} <b>{called[first.name] ?? first.name}</b> · {t("sell.templateStatus", { language, status: statusOf(first.status) })} <span className="quiet">· {t("sell.synced", { at })}</span>
      </Text>
    );
  });
}

function statusOf(word: string): string {
  const known = word.toLowerCase();
  return known === "approved" || known === "pending" || known === "rejected" || known === "paused" || known === "disabled" ? i18next.t(`sell.${known}`) : known;
}
