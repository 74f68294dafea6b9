// What can be done with the chosen rows, all at once.
import { Button, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { type BulkKind, KINDS } from "./BulkDialog";

export function BulkBar({ count, collections, onDo, onClear }: { count: number; collections: boolean; onDo: (kind: BulkKind) => void; onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="bulk" role="toolbar" aria-label={t("products.bulk.title")}>
      <Text fw={600} role="status">{t("products.bulk.chosen", { count })}</Text>
      {KINDS.map((kind) => <Button key={kind} size="xs" variant="default" disabled={kind === "out" && !collections} onClick={() => onDo(kind)}>{t(`products.bulk.${kind}`)}</Button>)}
      <span className="push" />
      <Button size="xs" variant="subtle" color="gray" onClick={onClear}>{t("products.bulk.clear")}</Button>
    </div>
  );
}
