// Two rows that are one person: the other one is found, both stand side by side, then they are made one.
import { Button, Group, Modal, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, useAsk } from "../../../data";
import { day } from "../../../format";
import { undoable } from "../../../parts/undo";
import { type CustomerCard, type ShopView, call } from "../../../platform";
import { back } from "../../../words";
import { languageName, reachedBy } from "../names";

const FOUND = 6;
const TYPING_PAUSE = 150;

interface Props {
  card: CustomerCard;
  shop: ShopView;
  onClose: () => void;
  onMerged: (kept: number) => void;
}

export function MergeDialog({ card, shop, onClose, onMerged }: Props) {
  const { t } = useTranslation();
  const [other, setOther] = useState<number | null>(null);
  const name = card.customer.name || t("customers.noName");
  return (
    <Modal opened onClose={onClose} size="xl" title={t("people.merge.title", { name })} closeButtonProps={{ "aria-label": t("app.close") }}>
      {other === null ? <Find card={card} onChoose={setOther} /> : <Both card={card} other={other} shop={shop} owner onBack={() => setOther(null)} onMerged={onMerged} />}
    </Modal>
  );
}

function Find({ card, onChoose }: { card: CustomerCard; onChoose: (id: number) => void }) {
  const { t } = useTranslation();
  // Who is there twice mostly has the same first name.
  const [typed, setTyped] = useState(card.customer.name.split(" ")[0] ?? "");
  const [text] = useDebouncedValue(typed.trim(), TYPING_PAUSE);
  const ids = useAsk("customers_view", { text, conditions: [], sort: "name", descending: false }, { enabled: text !== "", keep: true }).data;
  const customers = (text === "" ? [] : (ids ?? [])).filter((id) => id !== card.customer.id).slice(0, FOUND);
  const rows = useAsk("customers_rows", { customers }, { enabled: customers.length > 0, keep: true }).data;
  return (
    <>
      <Text size="sm" mb={12} className="quiet">{t("people.merge.lead")}</Text>
      <TextInput type="search" label={t("people.merge.find")} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onFocus={(event) => event.currentTarget.select()} data-autofocus dir="auto" />
      <div className="list found" role="group" aria-label={t("people.merge.found")}>
        {customers.length === 0 && ids && text !== "" ? <Text size="sm" py={12} className="quiet" role="status">{t("people.merge.nobody")}</Text> : null}
        {customers.length === 0 ? null : rows?.filter((row) => customers.includes(row.id)).map((row) => (
          <button key={row.id} type="button" className="line" onClick={() => onChoose(row.id)}>
            <span dir="auto">{row.name || t("customers.noName")}</span><span className="quiet"><bdi>{reachedBy(row)}</bdi></span>
          </button>
        ))}
      </div>
    </>
  );
}

interface BothProps {
  card: CustomerCard;
  other: number;
  shop: ShopView;
  owner: boolean;
  onBack: () => void;
  onMerged: (kept: number) => void;
  /** They are two people: where that was asked. */
  onApart?: () => void;
}

/** Both side by side, and the word that makes them one. */
export function Both({ card, other, shop, owner, onBack, onMerged, onApart }: BothProps) {
  const { t } = useTranslation();
  const [swapped, setSwapped] = useState(false);
  const second = useAsk("customer_get", { customer: other }).data;
  if (!second) return <Text role="status">{t("app.loading")}</Text>;
  const [keep, gone] = swapped ? [second, card] : [card, second];
  const nameOf = (of: CustomerCard) => of.customer.name || reachedBy(of.customer);
  const merge = async () => {
    const merged = await act("customers_merge", { keep: keep.customer.id, other: gone.customer.id });
    if (!merged) return;
    const fresh = () => Promise.all([refresh("customers"), refresh("waitlist")]);
    await fresh();
    undoable(t("people.merge.done", { keep: nameOf(keep), other: nameOf(gone) }), async () => {
      await call("merge_undo", merged);
      await fresh();
    });
    onMerged(keep.customer.id);
  };
  return (
    <>
      <div className="both">
        <Side of={keep} shop={shop} title={t("people.merge.stays")} />
        <Side of={gone} shop={shop} title={t("people.merge.joins")} />
      </div>
      <Text size="sm" mt={12}>{t("people.merge.what", { keep: nameOf(keep), other: nameOf(gone) })}</Text>
      <Group mt={16} justify="space-between">
        <Group gap={8}>
          <Button variant="default" onClick={onBack}>{back()} {t("app.back")}</Button>
          <Button variant="default" onClick={() => setSwapped((now) => !now)}>⇄ {t("people.merge.swap")}</Button>
        </Group>
        <Group gap={8}>
          {onApart ? <Button variant="default" onClick={onApart}>{t("people.alike.apart")}</Button> : null}
          {owner ? <Button onClick={merge} data-autofocus>{t("people.merge.yes")}</Button> : null}
        </Group>
      </Group>
    </>
  );
}

/** One of the two, as far as it helps to tell whether she is the other. */
function Side({ of, shop, title }: { of: CustomerCard; shop: ShopView; title: string }) {
  const { t } = useTranslation();
  const { customer, written } = of;
  const standing = of.standing.filter((one) => one.standing.is !== "never").map((one) => `${one.standing.is === "given" ? "✓" : "✕"} ${t(`people.purpose.${one.purpose as "restock"}`)}`);
  const facts: [string, string][] = [
    [t("people.about.aliases"), of.aliases.map((alias) => (alias.kind === "username" ? `@${alias.value}` : alias.value)).join(", ")],
    [t("people.about.company"), written.company],
    [t("people.about.email"), written.email],
    [t("customers.language"), customer.language ? languageName(customer.language) : ""],
    [t("people.about.tags"), written.tags.join(", ")],
    [t("customers.waits"), of.waits.map((wait) => wait.name).join(", ")],
    [t("customers.orders"), of.orders.length === 0 ? "" : String(of.orders.length)],
    [t("customers.consent"), standing.join(", ")],
    [t("people.about.since"), day(written.added_at, shop.time_zone)],
  ];
  return (
    <section className="card" aria-label={title}>
      <Text size="xs" fw={600} className="quiet">{title}</Text>
      <Text fw={600} size="lg" mb={8} dir="auto" className="breaks">{customer.name || t("customers.noName")}</Text>
      <dl className="facts stacked">{facts.filter(([, value]) => value !== "").map(([label, value]) => <div key={label}><dt>{label}</dt><dd dir="auto">{value}</dd></div>)}</dl>
    </section>
  );
}
