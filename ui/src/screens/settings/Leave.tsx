// Going back to the first page.
import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { act, client } from "../../data";
import { workWith } from "../../platform";

export function Leave() {
  const { t } = useTranslation();
  const leave = async () => {
    if ((await act("house_leave")) === null) return;
    workWith(null);
    await client.invalidateQueries();
  };
  return (
    <section className="card">
      <Text component="h2" fw={600} mb={4}>{t("settings.leave")}</Text>
      <Text size="sm" className="quiet" mb={8}>{t("settings.leaveLead")}</Text>
      <Button variant="default" onClick={leave}>{t("settings.leave")}</Button>
    </section>
  );
}
