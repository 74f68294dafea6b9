// A store's hours day by day: split days, nights that end after midnight, public holidays and single dates, beside the
// line that is typed. What stands here and what is typed are one thing: the core writes it, and reads it back.
import { ActionIcon, Button, Group, Menu, Modal, Select, Switch, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";

import { sentence, useAsk } from "../../data";
import { plainDay, weekday } from "../../format";
import type { HoursDay, HoursKind, HoursWeek, ShopView, StoreNow } from "../../platform";

const KINDS: HoursKind[] = ["open", "closed", "all_day", "appointment", "unsaid"];
const SPAN: [string, string] = ["09:00", "18:00"];
const DAYS = [0, 1, 2, 3, 4, 5, 6];
const EVERY_YEAR = 5;

interface Props {
  store: StoreNow;
  shop: ShopView;
  week: HoursWeek;
  onKeep: (osm: string) => Promise<boolean>;
  onClose: () => void;
}

export function WeekEditor({ store, shop, week: before, onKeep, onClose }: Props) {
  const { t } = useTranslation();
  const [week, setWeek] = useState(before);
  const [asked] = useDebouncedValue(week, 200);
  const read = useAsk("hours_of_week", { week: asked }, { keep: true });
  const ahead = useAsk("store_holidays", { store: store.id }).data;
  const put = (at: number, day: HoursDay) => setWeek({ ...week, days: week.days.map((one, place) => (place === at ? day : one)) as HoursWeek["days"] });
  const today = new Intl.DateTimeFormat("en-CA", { timeZone: store.time_zone }).format(shop.now);
  const addDate = (from: string) => setWeek({ ...week, dates: [...week.dates, { from, to: from, day: { kind: "closed", spans: [] } }] });
  const keep = async () => {
    if (read.data && asked === week && (await onKeep(read.data.osm))) onClose();
  };
  return (
    <Modal opened onClose={onClose} size="xl" title={t("stores.week.title", { name: store.name })} closeButtonProps={{ "aria-label": t("app.close") }}>
      <form onSubmit={(event) => { event.preventDefault(); void keep(); }}>
        {DAYS.map((at) => (
          <Row key={at} name={weekday(at)} day={week.days[at] ?? { kind: "unsaid", spans: [] }} onSay={(day) => put(at, day)}>
            <Menu>
              <Menu.Target><Button size="compact-sm" variant="subtle" color="gray" aria-label={t("stores.week.copyOf", { day: weekday(at) })}>{t("stores.week.copy")}</Button></Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => setWeek({ ...week, days: DAYS.map((other) => (other < 5 ? week.days[at] : week.days[other])) as HoursWeek["days"] })}>{t("stores.week.toWeekdays")}</Menu.Item>
                <Menu.Item onClick={() => setWeek({ ...week, days: DAYS.map(() => week.days[at]) as HoursWeek["days"] })}>{t("stores.week.toAll")}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Row>
        ))}
        <Row name={t("stores.week.holidays")} day={week.holidays} onSay={(holidays) => setWeek({ ...week, holidays })} />
        <Text size="xs" className="quiet" mt={4}>{ahead === undefined || ahead.length > 0 ? t("stores.week.ahead", { dates: (ahead ?? []).map((date) => plainDay(date)).join(" · ") }) : t("stores.week.aheadUnknown")}</Text>
        <Text component="h3" fw={600} mt={16}>{t("stores.week.dates")}</Text>
        <Text size="sm" className="quiet">{t("stores.week.datesLead")}</Text>
        {week.dates.map((dates, at) => {
          const yearly = dates.from.length === EVERY_YEAR;
          const change = (next: Partial<typeof dates>) => setWeek({ ...week, dates: week.dates.map((one, place) => (place === at ? { ...one, ...next } : one)) });
          const full = (text: string) => (text.length === EVERY_YEAR ? `${today.slice(0, 4)}-${text}` : text);
          const cut = (text: string, year: boolean) => (year ? full(text).slice(5) : full(text));
          return (
            // Two entries may be about the same date while one is being changed.
            // oxlint-disable-next-line react/no-array-index-key
            <div key={at} className="week-dates">
              <Group gap={8} align="flex-end" mt={8}>
                <TextInput type="date" required label={t("stores.week.from")} value={full(dates.from)} onChange={(event) => { const from = event.currentTarget.value; change({ from: cut(from, yearly), to: full(dates.to) < from ? cut(from, yearly) : dates.to }); }} />
                <TextInput type="date" required label={t("stores.week.to")} min={full(dates.from)} value={full(dates.to)} onChange={(event) => change({ to: cut(event.currentTarget.value, yearly) })} />
                <Switch mb={8} label={t("stores.week.yearly")} checked={yearly} onChange={(event) => { const year = event.currentTarget.checked; change({ from: cut(dates.from, year), to: cut(dates.to, year) }); }} />
              </Group>
              <Row name={t("stores.week.then")} day={dates.day} onSay={(day) => change({ day })}>
                <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setWeek({ ...week, dates: week.dates.filter((_, place) => place !== at) })}>{t("stores.week.dropDates")}</Button>
              </Row>
            </div>
          );
        })}
        <Button mt={8} size="compact-sm" variant="default" onClick={() => addDate(today)}>{t("stores.week.addDates")}</Button>
        <section className="chat" aria-label={t("stores.asSeen")} style={{ marginTop: 16 }}>
          <div className="bubble">{read.data?.lines.map((line) => <span key={line} className="note" dir="auto">{line}</span>)}</div>
        </section>
        {read.error ? <Text role="alert" c="brick" mt={8}>{sentence(read.error)}</Text> : null}
        <Group mt={16} justify="flex-end">
          <Button variant="default" onClick={onClose}>{t("app.cancel")}</Button>
          <Button type="submit" disabled={Boolean(read.error) || asked !== week}>{t("app.save")}</Button>
        </Group>
      </form>
    </Modal>
  );
}

/** One day: what is said of it, and from when until when. */
function Row({ name, day, onSay, children }: { name: string; day: HoursDay; onSay: (day: HoursDay) => void; children?: ReactNode }) {
  const { t } = useTranslation();
  const say = (kind: HoursKind) => onSay({ kind, spans: kind === "open" ? (day.spans.length > 0 ? day.spans : [SPAN]) : [] });
  const put = (at: number, span: [string, string]) => onSay({ ...day, spans: day.spans.map((one, place) => (place === at ? span : one)) });
  return (
    <Group gap={8} mt={8} wrap="nowrap" align="flex-start" role="group" aria-label={name}>
      <Text w={110} fw={500} style={{ flex: "none" }}>{name}</Text>
      <Select w={160} style={{ flex: "none" }} size="xs" allowDeselect={false} aria-label={t("stores.week.how", { day: name })} data={KINDS.map((value) => ({ value, label: t(`stores.week.kind.${value}`) }))} value={day.kind} onChange={(kind) => say((kind ?? "unsaid") as HoursKind)} />
      <div className="week-spans">
        {day.spans.map(([from, to], at) => (
          // Stretches are told apart by their place.
          // oxlint-disable-next-line react/no-array-index-key
          <Group key={at} gap={4} wrap="nowrap">
            <TextInput type="time" size="xs" required aria-label={t("stores.week.opens", { day: name })} value={from} onChange={(event) => put(at, [event.currentTarget.value, to])} />
            <span aria-hidden>–</span>
            <TextInput type="time" size="xs" required aria-label={t("stores.week.closes", { day: name })} value={to} onChange={(event) => put(at, [from, event.currentTarget.value])} />
            {day.spans.length > 1 ? <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t("stores.week.dropSpan", { day: name, from, to })} onClick={() => onSay({ ...day, spans: day.spans.toSpliced(at, 1) })}>✕</ActionIcon> : null}
            {at === day.spans.length - 1 && at < 3 ? <ActionIcon size="sm" variant="default" aria-label={t("stores.week.addSpan", { day: name })} onClick={() => onSay({ ...day, spans: [...day.spans, after(to)] })}>+</ActionIcon> : null}
          </Group>
        ))}
      </div>
      <span style={{ marginInlineStart: "auto" }}>{children}</span>
    </Group>
  );
}

/** A stretch some time after another has ended. */
function after(end: string): [string, string] {
  const hour = Math.min(Number(end.slice(0, 2)) + 1, 21);
  const at = (of: number) => `${String(of).padStart(2, "0")}:00`;
  return [at(hour), at(Math.min(hour + 4, 23))];
}
