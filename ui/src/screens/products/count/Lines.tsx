// What was counted, newest first: on paper, found, difference. A number is changed where it stands.
import { Table, Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { quantity, units } from "../../../format";
import { Picture } from "../../../parts/Picture";
import type { CountLine, CountView } from "../../../platform";
import { isolated } from "../../../words";

/** "+2", "−1.5 kg"; nothing where it is right. */
export function difference(line: CountLine, more: number): string {
  if (more === 0) return "✓";
  return isolated(`${more > 0 ? "+" : "−"}${quantity(Math.abs(more), line)}`);
}

export function Lines({ view, onSet }: { view: CountView; onSet: (line: CountLine, counted: string) => Promise<void> }) {
  const { t } = useTranslation();
  if (view.lines.length === 0) return <Text className="quiet" mt={16}>{t("count.nothing")}</Text>;
  return (
    <div className="count-lines">
      <Table stickyHeader verticalSpacing={4} aria-label={t("count.lines")}>
        <Table.Thead>
          <Table.Tr><Table.Th>{t("products.name")}</Table.Th><Table.Th>{t("products.sku")}</Table.Th><Table.Th className="num">{t("count.expected")}</Table.Th><Table.Th className="num">{t("count.found")}</Table.Th><Table.Th className="num">{t("count.difference")}</Table.Th></Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {view.lines.map((line) => (
            <Table.Tr key={line.variant}>
              <Table.Td><span className="count-name"><Picture hash={line.image} /><span dir="auto">{line.name}</span></span></Table.Td>
              <Table.Td dir="ltr">{line.code}</Table.Td>
              <Table.Td className="num">{quantity(line.expected, line)}</Table.Td>
              <Table.Td className="num"><Found key={line.counted} line={line} onSet={onSet} /></Table.Td>
              <Table.Td className="num" data-differs={line.counted !== line.expected}>{difference(line, (line.counted ?? 0) - line.expected)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Found({ line, onSet }: { line: CountLine; onSet: (line: CountLine, counted: string) => Promise<void> }) {
  const { t } = useTranslation();
  const before = units(line.counted ?? 0, line);
  return (
    <input
      className="count-found"
      aria-label={t("count.foundOf", { name: line.name })}
      inputMode="decimal"
      defaultValue={before}
      onKeyDown={(event) => {
        if (event.key === "Enter") event.currentTarget.blur();
        if (event.key === "Escape") event.currentTarget.value = before;
      }}
      onBlur={(event) => {
        if (event.currentTarget.value.trim() !== before) void onSet(line, event.currentTarget.value);
      }}
    />
  );
}
