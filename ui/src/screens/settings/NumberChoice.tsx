// The accounts and numbers an access key sees, to choose one.
import { Radio, Stack, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { TokenView } from "../../platform";

export function NumberChoice({ seen, chosen, error, onChoose }: { seen: TokenView | null; chosen: string | null; error: string | null; onChoose: (account: string, number: string) => void }) {
  const { t } = useTranslation();
  if (!seen) return <Text mt={12} size="sm" c="brick" role="alert">{error}</Text>;
  if (seen.accounts.length === 0) return <Text mt={12} size="sm" c="brick" role="alert">{t("connect.noAccount")}</Text>;
  const account = (number: string) => seen.accounts.find((a) => a.numbers.some((n) => n.id === number))?.id ?? "";
  return (
    <Radio.Group mt={12} label={t("connect.choose")} value={chosen} error={error} onChange={(number) => onChoose(account(number), number)}>
      <Stack gap={8} mt={8}>
        {seen.accounts.map((a) => (
          <div key={a.id} role="group" aria-label={a.name}>
            <Text size="sm" className="quiet" mb={4}>{a.name}</Text>
            {a.numbers.length === 0 ? <Text size="sm">{t("connect.noNumber")}</Text> : null}
            <Stack gap={8}>{a.numbers.map((n) => <Radio key={n.id} value={n.id} label={`${n.display} · ${n.name}`} />)}</Stack>
          </div>
        ))}
      </Stack>
    </Radio.Group>
  );
}
