// The owner's hello: until it has arrived, signed, the shop writes to nobody else.
import { Button, Group, Loader, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../data";
import { clock } from "../../format";
import { type Connection, type ShopView, openOutside } from "../../platform";

export function Hello({ c, shop }: { c: Connection; shop: ShopView }) {
  const { t } = useTranslation();
  const row = useAsk("today_list", {}, { every: 5_000, enabled: c.hello_at === null }).data?.rows.find((r) => r.is === "say_hello");
  // The hello comes by webhook, which this page hears of like of everything else; asking now and then is for the rest.
  useAsk("shop_get", {}, { every: 5_000, enabled: c.hello_at === null });
  if (c.hello_at !== null) return <section className="card"><Text role="status" c="leaf" fw={600}>✓ {t("connect.hello.heard", { when: clock(c.hello_at, shop.now, shop.time_zone) })}</Text></section>;
  return (
    <section className="card" aria-label={t("connect.hello.title")}>
      <Text component="h2" fw={600} mb={4}>{t("connect.hello.title")}</Text>
      <Text mb={12}>{t("connect.hello.lead")}</Text>
      <dl className="facts">
        <div><dt>{t("connect.hello.to")}</dt><dd><bdi>{c.display_number}</bdi></dd></div>
        <div><dt>{t("connect.hello.text")}</dt><dd>{t("connect.hello.words", { code: c.hello_code })}</dd></div>
      </dl>
      {c.owner_phone ? <Text size="sm" className="quiet" mt={8}>{t("connect.hello.own", { phone: c.owner_phone })}</Text> : null}
      <Group mt={12} gap={16}>
        {row?.is === "say_hello" ? <Button onClick={() => openOutside(row.url)}>{t("connect.hello.open")}</Button> : null}
        <Group gap={8} role="status"><Loader size="xs" /><Text size="sm">{t("connect.hello.waiting")}</Text></Group>
      </Group>
    </section>
  );
}
