// What is done with a product's choices: kept as a whole, with a way back to what they were.
import { useTranslation } from "react-i18next";

import { act, refresh, sentence } from "../../../data";
import { undoable } from "../../../parts/undo";
import { type ChoiceGroup, type GroupTyped, type ProductCard, call } from "../../../platform";
import { plainAmount } from "../columns";

export function useChoices(card: ProductCard, digits: number) {
  const { t } = useTranslation();
  const variant = card.variants[0]?.id ?? 0;
  const typed = (group: ChoiceGroup): GroupTyped => ({ ...group, options: group.options.map((option) => ({ ...option, extra: option.extra === 0 ? "" : plainAmount(option.extra, digits) })) });
  const before = card.choices.map(typed);

  /** Answers why not, or null. */
  const keep = async (groups: GroupTyped[], said: string): Promise<string | null> => {
    try {
      await call("product_choices", { variant, groups });
      undoable(said, () => call("product_choices", { variant, groups: before }));
      await refresh("catalog");
      return null;
    } catch (error) {
      return sentence(error);
    }
  };

  const today = async (group: string, option: string, soldOut: boolean) => {
    if ((await act("choice_today", { variant, choice: { group, option }, sold_out: soldOut })) === null) return;
    undoable(t(soldOut ? "products.choices.goneToday" : "products.choices.thereAgain", { name: option }), () => call("choice_today", { variant, choice: { group, option }, sold_out: !soldOut }));
    await refresh("catalog");
  };

  return {
    before,
    today,
    /** In place of the one at `at`, or behind the others. */
    save: (group: GroupTyped, at: number | null) => keep(at === null ? [...before, group] : before.with(at, group), t("products.edited")),
    remove: (at: number) => keep(before.toSpliced(at, 1), t("products.choices.removed", { name: before[at]?.name ?? "" })),
    move: (at: number, to: number) => {
      const group = before[at];
      return group ? keep(before.toSpliced(at, 1).toSpliced(to, 0, group), t("products.edited")) : Promise.resolve(null);
    },
  };
}
