// What happens to files on their way into the library: progress, what was not taken and why, the offer to convert.
import { Button, Group, Progress, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { fileSize } from "../format";
import type { useMediaAdd } from "./useMediaAdd";

export function MediaAdding({ adding }: { adding: ReturnType<typeof useMediaAdd> }) {
  const { t } = useTranslation();
  const { going } = adding;
  return (
    <>
      {going ? (
        <Group gap={8} wrap="nowrap">
          <Progress aria-label={t("media.adding", { name: going.name })} value={going.converting ? 100 * adding.share : (100 * going.done) / going.all} flex={1} />
          <Text size="sm" role="status">{t(going.converting ? "media.converting" : "media.adding", { name: going.name })}</Text>
          {going.converting ? <Button size="compact-sm" variant="default" onClick={adding.stop}>{t("products.page.stop")}</Button> : null}
        </Group>
      ) : null}
      {adding.notTaken.length > 0 ? (
        <div role="alert" className="not-taken">
          {adding.notTaken.map((one) => (
            <Group key={one.file.name} gap={8}>
              <Text size="sm" c="brick"><b dir="auto">{one.file.name}</b>: {one.why}</Text>
              {one.becomes === null ? null : <Button size="compact-sm" disabled={going !== null} onClick={() => void adding.convert(one)}>{t("media.convert", { size: fileSize(one.becomes) })}</Button>}
            </Group>
          ))}
          <Button size="compact-sm" variant="default" onClick={adding.forget}>{t("app.close")}</Button>
        </div>
      ) : null}
    </>
  );
}
