// What is written down about her, changed where it stands; her notes, her numbers; and what the owner can do with
// the whole person.
import { Button, Group, Select, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../../../App";
import { act, client, refresh, sentence } from "../../../data";
import { day } from "../../../format";
import { Field } from "../../../parts/Field";
import { Tags } from "../../../parts/Tags";
import { savedAsFile } from "../../../parts/print";
import { undoable } from "../../../parts/undo";
import { type CustomerCard, type ShopView, call } from "../../../platform";
import { languageChoices, lately } from "../names";
import { useTags } from "../tags";
import { Birthday } from "./Birthday";
import { EraseDialog } from "./EraseDialog";
import { MergeDialog } from "./MergeDialog";
import { Notes } from "./Notes";

interface Props {
  card: CustomerCard;
  shop: ShopView;
  go: Go;
  owner: boolean;
}

/** Changes a field; answers why not, or null. What stood there is one click away. */
function useKeep(customer: number) {
  const { t } = useTranslation();
  const fresh = () => Promise.all([client.invalidateQueries({ queryKey: ["customer_get"] }), refresh("customers")]);
  return async (field: string, label: string, typed: string): Promise<string | null> => {
    try {
      const { before } = await call("customer_change", { customer, field, typed });
      await fresh();
      if (before !== typed) {
        undoable(t("people.about.changed", { what: label }), async () => {
          await call("customer_change", { customer, field, typed: before });
          await fresh();
        });
      }
      return null;
    } catch (error) {
      return sentence(error);
    }
  };
}

export function About({ card, shop, go, owner }: Props) {
  const { t } = useTranslation();
  const { customer, written } = card;
  const keep = useKeep(customer.id);
  const known = useTags();
  const choose = async (field: string, label: string, typed: string) => {
    const refused = await keep(field, label, typed);
    if (refused !== null) notifications.show({ message: refused, color: "brick", autoClose: 8_000, withBorder: true });
  };
  const field = (name: "name" | "company" | "email", value: string) => <Field key={name} label={t(`people.about.${name}`)} value={value} onKeep={(typed) => keep(name, t(`people.about.${name}`), typed)} />;
  return (
    <div className="person-part">
      <div className="person-fields">
        {field("name", customer.name)}
        {field("company", written.company)}
        {field("email", written.email)}
        <Select label={t("customers.language")} clearable clearButtonProps={{ "aria-label": t("people.about.noLanguage") }} placeholder={t("people.about.noLanguage")} value={customer.language === "" ? null : customer.language} data={languageChoices(customer.language === "" ? null : customer.language)} onChange={(language) => void choose("language", t("customers.language"), language ?? "")} />
        <div className="broad"><Birthday value={written.birthday} onKeep={(typed) => keep("birthday", t("people.about.birthday"), typed)} /></div>
        <Tags key={`tags ${customer.id}`} className="broad" label={t("people.about.tags")} description={t("people.about.tagsHint")} data={known} value={written.tags} splitChars={[",", ";"]} maxTags={30} onKeep={(tags) => choose("tags", t("people.about.tags"), tags.join(", "))} dir="auto" />
      </div>
      <Notes key={customer.id} customer={customer.id} notes={card.notes} shop={shop} />
      <Aliases card={card} shop={shop} />
      {owner ? <Whole card={card} shop={shop} go={go} /> : null}
    </div>
  );
}

/** Every number, name and id she came with. */
function Aliases({ card, shop }: { card: CustomerCard; shop: ShopView }) {
  const { t } = useTranslation();
  return (
    <section>
      <Text component="h3" fw={600} size="sm" m={0} mb={4}>{t("people.about.aliases")}</Text>
      <dl className="facts compact">
        {card.aliases.map((alias) => (
          <div key={`${alias.kind} ${alias.value}`}>
            <dt>{t(`people.alias.${alias.kind as "phone"}`, { defaultValue: alias.kind })}</dt>
            <dd><bdi>{alias.kind === "username" ? `@${alias.value}` : alias.value}</bdi> <span className="quiet">· {alias.left_at === null ? lately(alias.seen_at, shop.now, shop.time_zone) : t("people.about.leftNumber")}</span></dd>
          </div>
        ))}
        <div><dt>{t("people.about.since")}</dt><dd>{day(card.written.added_at, shop.time_zone)}</dd></div>
      </dl>
    </section>
  );
}

/** Made one with somebody, parted again, handed over, erased. */
function Whole({ card, shop, go }: Pick<Props, "card" | "shop" | "go">) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"merge" | "erase" | null>(null);
  const { id } = card.customer;
  const part = async () => {
    if (card.merge === null || (await act("merge_undo", { merge: card.merge })) === null) return;
    await refresh("customers");
    notifications.show({ message: t("people.merge.parted"), color: "leaf", withBorder: true, autoClose: 4_000 });
  };
  const hand = async () => {
    const file = await act("customer_export", { customer: id });
    if (file) await savedAsFile(file.file_name, file.content, t("people.about.handed", { file: file.file_name }));
  };
  return (
    <section>
      <Text component="h3" fw={600} size="sm" m={0} mb={6}>{t("people.about.whole")}</Text>
      <Group gap={8}>
        <Button size="xs" variant="default" onClick={() => setOpen("merge")}>{t("people.merge.do")}</Button>
        {card.merge === null ? null : <Button size="xs" variant="default" onClick={part}>{t("people.merge.part")}</Button>}
        <Button size="xs" variant="default" onClick={hand}>{t("people.about.hand")}</Button>
        <Button size="xs" variant="default" c="brick" onClick={() => setOpen("erase")}>{t("people.erase.do")}</Button>
      </Group>
      {open === "merge" ? <MergeDialog card={card} shop={shop} onClose={() => setOpen(null)} onMerged={(kept) => { setOpen(null); go("customers", kept); }} /> : null}
      {open === "erase" ? <EraseDialog card={card} onClose={() => setOpen(null)} onErased={() => go("customers")} /> : null}
    </section>
  );
}
