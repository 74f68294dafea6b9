// What is done with collections: each step with its way back.
import { useTranslation } from "react-i18next";

import { act, refresh, sentence } from "../../../data";
import { undoable } from "../../../parts/undo";
import { type Collection, type CollectionCard, type Rule, call } from "../../../platform";

/** What a collection is called: the built-in one by the window's own word. */
export function useCalled() {
  const { t } = useTranslation();
  return ({ kind, name }: Pick<Collection, "kind" | "name">) => (kind === "new" ? t("products.collections.new") : name);
}

export function useCollections(all: readonly Collection[]) {
  const { t } = useTranslation();
  const called = useCalled();

  const make = async (name: string, rule: Rule | null): Promise<{ id: number } | { why: string }> => {
    try {
      const made = await call("collection_save", { collection: null, name, rule });
      undoable(t("products.collections.made", { name }), () => call("collection_remove", { collection: made.collection.id }));
      await refresh("catalog");
      return { id: made.collection.id };
    } catch (error) {
      return { why: sentence(error) };
    }
  };

  /** A new name or rule; answers why not, or null. */
  const change = async (before: Collection, name: string, rule: Rule | null): Promise<string | null> => {
    try {
      await call("collection_save", { collection: before.id, name, rule });
      undoable(t("products.edited"), () => call("collection_save", { collection: before.id, name: before.name, rule: before.rule }));
      await refresh("catalog");
      return null;
    } catch (error) {
      return sentence(error);
    }
  };

  const remove = async (collection: Collection) => {
    const kept = await act("collection_remove", { collection: collection.id });
    if (!kept) return false;
    undoable(t("products.collections.removed", { name: kept.name }), () => call("collection_put_back", kept));
    await refresh("catalog");
    return true;
  };

  const move = async (id: number, to: number) => {
    const before = all.map((one) => one.id);
    const others = before.filter((one) => one !== id);
    const wanted = others.toSpliced(Math.max(0, Math.min(to, others.length)), 0, id);
    if (wanted.join() === before.join() || (await act("collections_order", { collections: wanted })) === null) return;
    undoable(t("products.collections.ordered"), () => call("collections_order", { collections: before }));
    await refresh("catalog");
  };

  /** These products in this order; said is what it came to. */
  const pick = async (card: CollectionCard, products: number[], said: string) => {
    const before = card.products.map((one) => one.product_id);
    if (products.join() === before.join() || (await act("collection_pick", { collection: card.collection.id, products })) === null) return;
    undoable(said, () => call("collection_pick", { collection: card.collection.id, products: before }));
    await refresh("catalog");
  };

  const season = async (collection: Collection, away: boolean) => {
    const report = await act("collection_season", { collection: collection.id, away });
    if (!report) return;
    const { bulk } = report;
    if (bulk !== null) undoable(t(away ? "products.collections.wentAway" : "products.collections.cameBack", { name: called(collection), count: report.changed }), () => call("bulk_undo", { bulk }));
    await refresh("catalog");
  };

  return { make, change, remove, move, pick, season };
}
