// How this window looks and which language it speaks; everybody's own.
import { SegmentedControl, Select, Text, useMantineColorScheme } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { languages, speak } from "../../words";

export function Appearance() {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <section className="card">
      <Text component="h2" fw={600} mb={8}>{t("settings.appearance")}</Text>
      <SegmentedControl aria-label={t("settings.appearance")} value={colorScheme} onChange={(v) => setColorScheme(v as "light")} data={[{ value: "light", label: t("settings.light") }, { value: "dark", label: t("settings.dark") }, { value: "auto", label: t("settings.auto") }]} />
      <Select mt={12} maw={260} label={t("settings.language")} value={i18n.language} onChange={(v) => v && speak(v)} data={Object.entries(languages).map(([value, label]) => ({ value, label }))} allowDeselect={false} />
    </section>
  );
}
