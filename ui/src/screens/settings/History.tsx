// Who did what, newest first, in sentences.
import { Button, Group, Text } from "@mantine/core";
import { type UseQueryResult, useInfiniteQuery, useQueries } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../data";
import { called, clock, fullName, whoDid } from "../../format";
import { type Activity, type CustomerRow, type ProductRow, type ShopView, call } from "../../platform";
import { en } from "../../words/en";

const PAGE = 50;
const NO_PAGES: Activity[][] = [];

/** Which of a command's sentences. */
function variant({ command, about }: Activity): string {
  switch (command) {
    case "order_step":
      return String(about.step ?? "");
    case "hand_tick":
      return String(about.tap ?? "");
    case "outbox_resolve":
      return about.send_again === true ? "again" : "";
    case "rates_import":
      return about.dry_run === true ? "look" : "";
    case "team_switch":
      return about.off === true ? "off" : "";
    default:
      return "";
  }
}

const rows = (results: UseQueryResult<ProductRow[]>[]) => results.flatMap((result) => result.data ?? []);
const rowsOfPeople = (results: UseQueryResult<CustomerRow[]>[]) => results.flatMap((result) => result.data ?? []);

/** The variants a page of the history is about. */
function mentioned(page: Activity[]): number[] {
  return [...new Set(page.flatMap(({ about }) => (typeof about.variant === "number" ? [about.variant] : [])))];
}

/** The customer it is about; of two made one, who stayed. */
function customerOf({ about }: Activity): number | null {
  const id = about.customer ?? about.keep;
  return typeof id === "number" ? id : null;
}

/** The customers a page of the history is about. */
function people(page: Activity[]): number[] {
  return [...new Set(page.flatMap((activity) => customerOf(activity) ?? []))];
}

/** Says what somebody did; a command of a newer program by its name. */
function useSentence(pages: Activity[][]): (activity: Activity) => string {
  const { t } = useTranslation();
  // Only the products somebody did something with, page by page: those of a page stay when the next one comes.
  const products = useQueries({ queries: pages.map(mentioned).filter((variants) => variants.length > 0).map((variants) => ({ queryKey: ["products_rows", { variants }], queryFn: () => call("products_rows", { variants }) })), combine: rows });
  const customers = useQueries({ queries: pages.map(people).filter((some) => some.length > 0).map((some) => ({ queryKey: ["customers_rows", { customers: some }], queryFn: () => call("customers_rows", { customers: some }) })), combine: rowsOfPeople });
  const team = useAsk("team_list").data;
  return (activity) => {
    const { about, command } = activity;
    const key = command.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase());
    if (!(key in en.history.did) && !(`${key}_other` in en.history.did)) return t("history.unknown", { command: command.replaceAll("_", " ") });
    const product = products.find((p) => p.id === about.variant);
    const customer = customers.find((c) => c.id === customerOf(activity));
    const colleague = team?.find((c) => c.id === about.colleague);
    const values: Record<string, string | number> = {
      context: variant(activity),
      product: product ? fullName(product) : t("history.product"),
      customer: customer?.name || t("history.customer"),
      colleague: colleague ? called(colleague) : t("history.colleague"),
      order: String(about.order ?? ""),
      ...(typeof about.messages === "number" ? { count: about.messages } : {}),
    };
    return t(`history.did.${key as "stockSet"}`, values);
  };
}

export function History({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  const pages = useInfiniteQuery({
    queryKey: ["activity_list"],
    queryFn: ({ pageParam }) => call("activity_list", { before: pageParam, limit: PAGE }),
    initialPageParam: null as number | null,
    getNextPageParam: (last) => (last.length < PAGE ? undefined : (last.at(-1)?.id ?? undefined)),
  });
  const say = useSentence(pages.data?.pages ?? NO_PAGES);
  const all = pages.data?.pages.flat();
  if (!all) return <Text>{t("app.loading")}</Text>;
  return (
    <section className="card">
      <Text component="h2" fw={600} mb={8}>{t("settings.tabs.history")}</Text>
      {all.length === 0 ? <Text className="quiet">{t("history.nothing")}</Text> : null}
      <ul className="people-list">
        {all.map((a) => (
          <li key={a.id}>
            <Group justify="space-between" gap={12} wrap="nowrap" py={6} style={{ borderBottom: "1px solid var(--line)" }}>
              <Text size="sm"><b>{whoDid(a.author)}</b> · {say(a)}</Text>
              <Text size="sm" className="quiet" style={{ whiteSpace: "nowrap" }}>{clock(a.at, shop.now, shop.time_zone)}</Text>
            </Group>
          </li>
        ))}
      </ul>
      {pages.hasNextPage ? <Button mt={12} variant="default" loading={pages.isFetchingNextPage} onClick={() => pages.fetchNextPage()}>{t("history.earlier")}</Button> : null}
    </section>
  );
}
