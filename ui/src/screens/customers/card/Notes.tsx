// Notes of the shop's people about her; she never sees them.
import { ActionIcon, Button, Group, Text, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, client } from "../../../data";
import { whoDid } from "../../../format";
import { undoable } from "../../../parts/undo";
import { type Note, type ShopView, call } from "../../../platform";
import { lately } from "../names";

const fresh = () => client.invalidateQueries({ queryKey: ["customer_get"] });

export function Notes({ customer, notes, shop }: { customer: number; notes: Note[]; shop: ShopView }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const add = async () => {
    if (text.trim() === "" || (await act("customer_note", { customer, note: text.trim() })) === null) return;
    setText("");
    await fresh();
  };
  const drop = async ({ id, note }: Note) => {
    if ((await act("customer_note_drop", { note: id })) === null) return;
    await fresh();
    undoable(t("people.notes.dropped"), async () => {
      await call("customer_note", { customer, note });
      await fresh();
    });
  };
  return (
    <section>
      <Text component="h3" fw={600} size="sm" m={0} mb={4}>{t("people.notes.title")}</Text>
      <Group gap={8} align="end" wrap="nowrap">
        <Textarea style={{ flex: 1 }} aria-label={t("people.notes.add")} placeholder={t("people.notes.hint")} autosize minRows={1} maxRows={6} maxLength={4_000} value={text} dir="auto" onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={(event) => { if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); void add(); } }} />
        <Button variant="default" onClick={add} disabled={text.trim() === ""}>{t("people.notes.do")}</Button>
      </Group>
      {notes.length > 0 ? (
        <ul className="people-list notes">
          {notes.map((note) => (
            <li key={note.id}>
              <div>
                <Text size="sm" dir="auto" className="breaks pre">{note.note}</Text>
                <Text size="xs" className="quiet">{whoDid(note.author)} · {lately(note.at, shop.now, shop.time_zone)}</Text>
              </div>
              <ActionIcon variant="subtle" color="gray" aria-label={t("people.notes.drop", { note: note.note.slice(0, 40) })} title={t("people.notes.dropShort")} onClick={() => void drop(note)}>✕</ActionIcon>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
