// What connecting finds by itself, for whoever has to say it: ids, Meta's address and version, and the public address.
import { Code, SimpleGrid, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Connection } from "../../platform";

export interface AdvancedValues {
  graph_url: string;
  graph_version: string;
  app_id: string;
  waba_id: string;
  phone_number_id: string;
  callback_url: string;
}

interface Props {
  values: AdvancedValues;
  onChange: (part: Partial<AdvancedValues>) => void;
  connection: Connection | null;
  localUrl: string;
  errors: { callback: string | null; graph: string | null; numberId: string | null };
}

export function Advanced({ values, onChange, connection, localUrl, errors }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const wrong = Object.values(errors).some((e) => e !== null);
  const field = (name: keyof AdvancedValues, label: string, placeholder: string, error: string | null = null) => (
    <TextInput label={label} placeholder={placeholder} error={error} autoComplete="off" spellCheck={false} value={values[name]} onChange={(e) => onChange({ [name]: e.currentTarget.value })} />
  );
  return (
    <details style={{ marginTop: 16 }} open={open || wrong} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{t("connect.advanced")}</summary>
      <TextInput mt={8} label={t("connect.callback")} description={t("connect.callbackHint")} placeholder="https://" error={errors.callback} autoComplete="off" spellCheck={false} value={values.callback_url} onChange={(e) => onChange({ callback_url: e.currentTarget.value })} />
      {localUrl ? <Text size="sm" mt={4} className="quiet">{t("connect.local", { url: "" })}<Code>{localUrl}</Code></Text> : null}
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing={8} mt={8}>
        {field("waba_id", t("connect.account"), connection?.waba_id ?? t("connect.fromKey"))}
        {field("phone_number_id", t("connect.number"), connection?.phone_number_id ?? t("connect.fromKey"), errors.numberId)}
        {field("app_id", t("connect.app"), connection?.app_id ?? t("connect.fromKey"))}
        {field("graph_version", t("connect.version"), connection?.graph_version ?? "v26.0")}
        {field("graph_url", t("connect.graph"), "https://graph.facebook.com", errors.graph)}
      </SimpleGrid>
    </details>
  );
}
