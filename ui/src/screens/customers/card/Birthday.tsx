// Her birthday: a day, a month, and the year if she said it. Kept once it is a date, or when all is empty again.
import { Group, Input, NativeSelect, TextInput } from "@mantine/core";
import { type FocusEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { locale } from "../../../format";

interface Parts {
  day: string;
  month: string | null;
  year: string;
}

const EMPTY: Parts = { day: "", month: null, year: "" };

function read(value: string): Parts {
  const found = /^(?:(\d{4})|-)-(\d\d)-(\d\d)$/.exec(value);
  return found ? { year: found[1] ?? "", month: found[2] ?? null, day: String(Number(found[3])) } : EMPTY;
}

/** As the shop keeps it; null: not a whole date yet. */
function write({ day, month, year }: Parts): string | null {
  if (day === "" && month === null && year === "") return "";
  if (day === "" || month === null || (year !== "" && year.length !== 4)) return null;
  return `${year === "" ? "-" : year}-${month}-${day.padStart(2, "0")}`;
}

export function Birthday({ value, onKeep }: { value: string; onKeep: (typed: string) => Promise<string | null> }) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Parts | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const parts = draft ?? read(value);
  const month = new Intl.DateTimeFormat(locale(), { month: "long", timeZone: "UTC" });
  const months = Array.from({ length: 12 }, (_, at) => ({ value: String(at + 1).padStart(2, "0"), label: month.format(Date.UTC(2000, at, 1)) }));
  const keep = async (next: Parts) => {
    const typed = write(next);
    if (typed === null) return setRefused(t("people.about.birthdayHalf"));
    if (typed === value) return setDraft(null);
    const why = await onKeep(typed);
    setRefused(why);
    if (why === null) setDraft(null);
  };
  const change = (part: Partial<Parts>) => {
    setDraft({ ...parts, ...part });
    setRefused(null);
  };
  const leave = (event: FocusEvent) => {
    if (draft !== null && !event.currentTarget.contains(event.relatedTarget)) void keep(draft);
  };
  const digits = (text: string, most: number) => text.replaceAll(/\D/g, "").slice(0, most);
  return (
    <Input.Wrapper role="group" aria-label={t("people.about.birthday")} label={t("people.about.birthday")} labelElement="div" error={refused} onBlur={leave}>
      <Group gap={6} wrap="nowrap">
        <TextInput aria-label={t("people.about.day")} placeholder={t("people.about.day")} w={58} inputMode="numeric" value={parts.day} onChange={(event) => change({ day: digits(event.currentTarget.value, 2) })} onKeyDown={(event) => { if (event.key === "Enter") void keep(parts); }} />
        <NativeSelect aria-label={t("people.about.month")} style={{ flex: 1, minWidth: 96, maxWidth: 200 }} value={parts.month ?? ""} data={[{ value: "", label: t("people.about.month") }, ...months]} onChange={(event) => change({ month: event.currentTarget.value || null })} />
        <TextInput aria-label={t("people.about.year")} placeholder={t("people.about.year")} w={72} inputMode="numeric" value={parts.year} onChange={(event) => change({ year: digits(event.currentTarget.value, 4) })} onKeyDown={(event) => { if (event.key === "Enter") void keep(parts); }} />
      </Group>
    </Input.Wrapper>
  );
}
