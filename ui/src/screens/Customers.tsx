// Customers: who is looked for above, the list, and everything about one person beside it.
import { Button, Text } from "@mantine/core";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import type { Go } from "../App";
import { sentence, useAsk } from "../data";
import { Empty } from "../parts/Empty";
import { ImportDialog } from "../parts/ImportDialog";
import type { ShopView } from "../platform";
import { AddCustomer } from "./customers/AddCustomer";
import { AlikeDialog } from "./customers/AlikeDialog";
import { List } from "./customers/List";
import { Tools } from "./customers/Tools";
import { YesCards } from "./customers/YesCards";
import { PersonCard, type Tab } from "./customers/card/PersonCard";
import { useAudience } from "./customers/useAudience";

export function Customers({ shop, chosen, go, owner }: { shop: ShopView; chosen: number | null; go: Go; owner: boolean }) {
  const { t } = useTranslation();
  const audience = useAudience();
  const [file, setFile] = useState<File | null>(null);
  const [open, setOpen] = useState<"add" | "cards" | "alike" | null>(null);
  const alike = useAsk("customers_alike", {}, { keep: true }).data;
  const [tab, setTab] = useState<Tab>("messages");
  const frame = useRef<HTMLDivElement>(null);
  const box = useRef<HTMLInputElement>(null);
  const { order, narrowed } = audience;
  if (!order) return <Text role={audience.error ? "alert" : "status"}>{audience.error ? sentence(audience.error) : t("app.loading")}</Text>;
  const close = () => setOpen(null);
  const clear = () => {
    audience.clear();
    box.current?.focus();
  };
  const nobody = order.length === 0 && !narrowed && !audience.busy;
  return (
    <div className="people-screen" data-open={chosen !== null}>
      {nobody ? null : <Tools audience={audience} box={box} shop={shop} onDown={() => frame.current?.querySelector<HTMLElement>('.line[tabindex="0"]')?.focus()} onAdd={() => setOpen("add")} onImport={setFile} onCards={() => setOpen("cards")} alike={alike?.length ?? null} onAlike={() => setOpen("alike")} />}
      {nobody ? (
        <div className="card"><Empty title={t("customers.empty")} lead={t("customers.emptyLead")} action={t("customers.add")} onAction={() => setOpen("add")}><Button mt={8} variant="default" onClick={() => setOpen("cards")}>{t("people.cards.do")}</Button></Empty></div>
      ) : (
        <div className="split" data-open={chosen !== null}>
          <div className="people-side">
            {order.length === 0 ? (
              <div className="card people" ref={frame} tabIndex={-1}>{audience.busy ? <Text role="status">{t("app.loading")}</Text> : <Empty title={t("people.none")} lead={t("people.noneLead")} action={t("products.clear")} onAction={clear} />}</div>
            ) : (
              <List order={order} busy={audience.busy} chosen={chosen} onChoose={(id) => go("customers", id)} shop={shop} frame={frame} />
            )}
            <Text size="xs" className="quiet hints"><span role="status">{t("people.count", { count: order.length })}</span> · {t("people.keys")}</Text>
          </div>
          {chosen === null ? <div className="card quiet"><Text ta="center" py={56}>{t("customers.choose")}</Text></div> : <PersonCard key={chosen} id={chosen} shop={shop} go={go} owner={owner} tab={tab} onTab={setTab} />}
        </div>
      )}
      {file ? <ImportDialog kind="people" file={file} onClose={() => setFile(null)} /> : null}
      {open === "add" ? <AddCustomer onClose={close} onAdded={(id) => { close(); go("customers", id); }} /> : null}
      {open === "alike" ? <AlikeDialog shop={shop} owner={owner} onClose={close} onMerged={(kept) => go("customers", kept)} /> : null}
      {open === "cards" ? <YesCards shop={shop} owner={owner} onClose={close} /> : null}
    </div>
  );
}
