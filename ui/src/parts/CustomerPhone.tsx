// The customer's phone beside a demo: choose who you are, write, tap, let time pass.
import { ActionIcon, Button, Group, Menu, Select, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client, useAsk } from "../data";
import { clock, fullName } from "../format";
import { type PhoneFile, type PhoneMessage, type ShopView, call, openOutside } from "../platform";
import { isolated } from "../words";
import { Bubble } from "./Bubble";
import { Cards } from "./bubble/Cards";

/** Stands for the button that sends where she is. */
const SENDS_PLACE = "◎";

export function CustomerPhone({ shop, onHide }: { shop: ShopView; onHide: () => void }) {
  const { t } = useTranslation();
  const people = useAsk("phone_people", {}, { every: 1_500 }).data;
  const waited = useAsk("products_view", { only: "waiting" }).data;
  const products = useAsk("products_rows", { variants: waited?.slice(0, 100) ?? [] }, { enabled: waited !== undefined }).data;
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, setText] = useState("");
  const [seen, setSeen] = useState<Record<number, number>>({});
  const hero = useMemo(() => products?.reduce((most, row) => (row.waiting > (most?.waiting ?? 0) ? row : most), products[0]) ?? null, [products]);
  // Whoever is first in line when the demo opens; she stays, whatever becomes of the line.
  const first = useQuery({
    queryKey: ["first in line", hero?.id ?? 0],
    queryFn: async () => {
      const [line, all] = await Promise.all([hero ? call("waitlist_line", { variant: hero.id }) : [], call("phone_people")]);
      return all.find((p) => p.name === line[0]?.name)?.id ?? all[0]?.id ?? 0;
    },
    enabled: products !== undefined,
    staleTime: Infinity,
    gcTime: Infinity,
  }).data;
  const [stay, setStay] = useState<number | undefined>();
  if (stay === undefined && first !== undefined) setStay(first);
  const person = people?.find((p) => p.id === (chosen === null ? stay : Number(chosen))) ?? people?.[0];
  const chat = useAsk("phone_chat", { person: person?.id ?? 0 }, { enabled: person !== undefined, every: 1_000 }).data;
  const end = useRef<HTMLDivElement>(null);

  const length = chat?.length ?? 0;
  useEffect(() => {
    if (length > 0) end.current?.scrollTo({ top: end.current.scrollHeight });
  }, [length]);

  const options = [...(people ?? [])]
    .toSorted((a, b) => (b.last_at ?? 0) - (a.last_at ?? 0))
    .map((p) => {
      const unread = p.last_from_shop === true && p.id !== person?.id && (seen[p.id] ?? 0) < p.messages;
      return { value: String(p.id), label: `${unread ? `● ${t("phone.unread")} · ` : ""}${p.name} · ${p.username ? `@${p.username}` : isolated(p.phone ?? "")}` };
    });

  const write = async () => {
    if (!person || text.trim() === "") return;
    await act("phone_write", { person: person.id, text: text.trim() });
    setText("");
    await client.invalidateQueries({ queryKey: ["phone_chat"] });
  };
  const tap = (message: PhoneMessage, button: number) => {
    // A page opens beside the chat and tells the shop nothing.
    if (message.url !== null && button === message.buttons.length - 1) openOutside(message.url);
    else if (person) void act("phone_tap", { person: person.id, message: message.id, button }).then(() => client.invalidateQueries({ queryKey: ["phone_chat"] }));
  };
  const wait = async (minutes: number) => {
    await act("phone_wait", { minutes });
    await client.invalidateQueries();
  };

  return (
    <aside className="phone" aria-label={t("phone.title")}>
      <div className="pad">
        <Group justify="space-between" wrap="nowrap">
          <Text fw={600}>{t("phone.title")}</Text>
          <Group gap={4} wrap="nowrap">
            <Menu>
              <Menu.Target>
                <Button variant="default" size="compact-xs">
                  {t("phone.wait")}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                <Menu.Item onClick={() => wait(60)}>{t("phone.hour")}</Menu.Item>
                <Menu.Item onClick={() => wait(120)}>{t("phone.twoHours")}</Menu.Item>
                <Menu.Item onClick={() => wait(24 * 60)}>{t("phone.day")}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
            <ActionIcon variant="subtle" color="gray" aria-label={t("phone.hide")} onClick={onHide}>
              ✕
            </ActionIcon>
          </Group>
        </Group>
        <ScanCard ready={person !== undefined} onScanned={async (typed) => { if (person) await act("phone_write", { person: person.id, text: typed }); await client.invalidateQueries({ queryKey: ["phone_chat"] }); }} />
        <Select aria-label={t("phone.who")} placeholder={t("phone.who")} searchable data={options} value={person ? String(person.id) : null} onChange={(next) => { if (person) setSeen((before) => ({ ...before, [person.id]: person.messages })); setChosen(next); }} maxDropdownHeight={420} />
      </div>
      <div className="chat talk" ref={end} role="log" aria-label={t("phone.title")}>
        {chat?.length === 0 ? <Text size="sm" ta="center">{t("phone.empty")}</Text> : null}
        {chat?.length === 0 && hero && hero.waiting > 0 ? <Text size="sm" ta="center" className="quiet">{t("phone.hint", { name: `${hero.title} ${hero.label}` })}</Text> : null}
        {chat?.map((m) => (
          <Bubble key={m.id} text={m.text} mine={!m.from_shop} picture={m.picture} buttons={m.buttons.map((label) => (label === SENDS_PLACE ? `${SENDS_PLACE} ${t("phone.sendPlace")}` : label))} foot={clock(m.at, shop.now, shop.time_zone)}
            onTap={(button) => tap(m, button)}>
            {m.plays ? <Plays file={m.plays} /> : null}
            {m.cards.length > 0 ? <Cards urls={m.cards} /> : null}
          </Bubble>
        ))}
      </div>
      <form className="pad" onSubmit={(event) => { event.preventDefault(); void write(); }}>
        <Group gap={8} wrap="nowrap">
          <TextInput style={{ flex: 1 }} aria-label={t("phone.write")} placeholder={t("phone.write")} value={text} onChange={(event) => setText(event.currentTarget.value)} dir="auto" />
          <Button type="submit">{t("phone.send")}</Button>
        </Group>
      </form>
    </aside>
  );
}

/** A voice note or a film, as her phone plays it. */
function Plays({ file }: { file: PhoneFile }) {
  const { t } = useTranslation();
  const name = t(`bubble.${file.kind as "voice"}`);
  // The shop's own films come without captions.
  // oxlint-disable-next-line jsx-a11y/media-has-caption
  return file.kind === "video" ? <video controls preload="metadata" aria-label={name} src={file.url} /> : <audio controls preload="metadata" aria-label={name} src={file.url} />;
}

/** Holding the phone over a card: what stands behind its code is typed in and sent. Not before somebody holds the phone: a scan by nobody would be lost without a word. */
function ScanCard({ ready, onScanned }: { ready: boolean; onScanned: (text: string) => Promise<void> }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed, 150);
  const soldOut = useAsk("products_view", { only: "sold_out", text }, { enabled: open, keep: true }).data;
  const rows = useAsk("products_rows", { variants: soldOut?.slice(0, 40) ?? [] }, { enabled: soldOut !== undefined, keep: true }).data ?? [];
  const scan = async (variant: string | null) => {
    if (variant === null) return;
    const card = await act("waitlist_card", { variant: Number(variant), store: null, kind: "shelf" });
    setOpen(false);
    if (card) await onScanned(card.text);
  };
  if (!open) return <Button variant="default" size="compact-sm" disabled={!ready} onClick={() => setOpen(true)}>{t("phone.scan")}</Button>;
  return <Select aria-label={t("phone.scanWhat")} placeholder={t("phone.scanWhat")} nothingFoundMessage={t("phone.scanNone")} searchable autoFocus defaultDropdownOpened searchValue={typed} onSearchChange={setTyped} filter={({ options }) => options} data={rows.map((p) => ({ value: String(p.id), label: fullName(p) }))} onChange={scan} onDropdownClose={() => setOpen(false)} value={null} />;
}
