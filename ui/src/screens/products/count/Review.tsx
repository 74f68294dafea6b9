// The end of a count: what differs, before and after, and what becomes of what nobody found. Nothing changes before
// "Put these right", and all of it is taken back at once.
import { Button, Group, Radio, Stack, Table, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh } from "../../../data";
import { quantity } from "../../../format";
import { undoable } from "../../../parts/undo";
import type { CountLine, CountView } from "../../../platform";
import { difference } from "./Lines";

export function Review({ view, onBack, onDone }: { view: CountView; onBack: () => void; onDone: () => void }) {
  const { t } = useTranslation();
  const [gone, setGone] = useState(false);
  const [busy, setBusy] = useState(false);
  const { count, differing, missing } = view;
  const right = async () => {
    setBusy(true);
    const applied = await act("count_apply", { count: count.id, missing_to_zero: gone });
    setBusy(false);
    if (!applied) return;
    const tell = applied.tell > 0 ? ` ${t("products.many.toTell", { count: applied.tell })}` : "";
    undoable(t("count.applied", { count: applied.changed }) + tell, async () => {
      await act("count_undo", { count: count.id });
      await refresh("catalog");
    });
    await refresh("catalog");
    await refresh("stock");
    onDone();
  };
  return (
    <div className="counting">
      <Text component="h2" fw={600}>{t("count.reviewTitle", { store: count.store_name })}</Text>
      <div className="count-lines">
        {differing.length === 0 ? <Text my={8}>{t("count.allRight", { count: count.variants })}</Text> : <Before title={t("count.differ", { count: count.differing })} lines={differing} after={(line) => line.will_be} all={count.differing} />}
        {view.missing_variants > 0 ? (
          <Stack gap={8} mt={16}>
            <Radio.Group label={t("count.missingTitle", { count: view.missing_variants })} value={gone ? "gone" : "leave"} onChange={(next) => setGone(next === "gone")}>
              <Stack gap={6} mt={6}>
                <Radio value="leave" label={t("count.leave")} />
                <Radio value="gone" label={t("count.gone")} />
              </Stack>
            </Radio.Group>
            <Before title={t("count.notFound")} lines={missing} after={(line) => (gone ? 0 : line.on_hand)} all={view.missing_variants} />
          </Stack>
        ) : null}
      </div>
      <Group gap={8}>
        <Button variant="default" onClick={onBack}>{t("count.countOn")}</Button>
        <span className="push" />
        <Button data-autofocus autoFocus loading={busy} onClick={() => void right()}>{t("count.putRight")}</Button>
      </Group>
    </div>
  );
}

function Before({ title, lines, after, all }: { title: string; lines: CountLine[]; after: (line: CountLine) => number; all: number }) {
  const { t } = useTranslation();
  return (
    <>
      <Text size="sm" fw={600} mt={8}>{title}</Text>
      <Table verticalSpacing={4} aria-label={title}>
        <Table.Thead><Table.Tr><Table.Th>{t("products.name")}</Table.Th><Table.Th className="num">{t("products.bulk.was")}</Table.Th><Table.Th className="num">{t("products.bulk.becomes")}</Table.Th><Table.Th className="num">{t("count.difference")}</Table.Th></Table.Tr></Table.Thead>
        <Table.Tbody>
          {lines.map((line) => (
            <Table.Tr key={line.variant}>
              <Table.Td dir="auto">{line.name}</Table.Td>
              <Table.Td className="num">{quantity(line.on_hand, line)}</Table.Td>
              <Table.Td className="num">{quantity(after(line), line)}</Table.Td>
              <Table.Td className="num" data-differs={after(line) !== line.on_hand}>{after(line) === line.on_hand ? "" : difference(line, after(line) - line.on_hand)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {all > lines.length ? <Text size="sm" className="quiet">{t("products.more", { count: all - lines.length })}</Text> : null}
    </>
  );
}
