// The spare key, printed again.
import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { printSpareKey } from "../../parts/print";

export function SpareKey({ demo }: { demo: boolean }) {
  const { t } = useTranslation();
  return (
    <section className="card">
      <Text component="h2" fw={600} mb={4}>{t("settings.tabs.spare")}</Text>
      <Text mb={demo ? 0 : 12}>{demo ? t("spare.demo") : t("spare.lead")}</Text>
      {demo ? null : <Button onClick={() => printSpareKey()}>{t("spare.print")}</Button>}
    </section>
  );
}
