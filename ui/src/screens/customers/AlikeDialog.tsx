// Who may be there twice: what speaks for it, both side by side, and the owner's word: one person, or two. Either can
// be taken back.
import { Badge, Button, Group, Modal, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, useAsk } from "../../data";
import { undoable } from "../../parts/undo";
import { type Alike, type CustomerRow, type ShopView, call } from "../../platform";
import { Both } from "./card/MergeDialog";
import { reachedBy } from "./names";

/** Surer than this is said so. */
const SURE = 85;

/** More rows than this are not looked up for one list. */
const SHOWN = 100;

interface Props {
  shop: ShopView;
  owner: boolean;
  onClose: () => void;
  onMerged: (kept: number) => void;
}

export function AlikeDialog({ shop, owner, onClose, onMerged }: Props) {
  const { t } = useTranslation();
  const answer = useAsk("customers_alike", {}, { keep: true });
  const pairs = (answer.data ?? []).slice(0, SHOWN);
  const customers = [...new Set(pairs.flatMap((pair) => [pair.keep, pair.other]))];
  const rows = useAsk("customers_rows", { customers }, { enabled: customers.length > 0, keep: true }).data;
  const [open, setOpen] = useState<Alike | null>(null);
  const first = useAsk("customer_get", { customer: open?.keep ?? 0 }, { enabled: open !== null }).data;
  const apart = async ({ keep, other }: Alike) => {
    if ((await act("customers_apart", { keep, other })) === null) return;
    setOpen(null);
    await refresh("customers");
    undoable(t("people.alike.two"), async () => {
      await call("customers_apart", { keep, other, ask_again: true });
      await refresh("customers");
    });
  };
  return (
    <Modal opened onClose={onClose} size="xl" title={t("people.alike.title")} closeButtonProps={{ "aria-label": t("app.close") }}>
      {open && first ? (
        <>
          <Evidence pair={open} />
          {owner ? null : <Text size="sm" className="quiet">{t("people.alike.ownerOnly")}</Text>}
          <Both key={`${open.keep} ${open.other}`} card={first} other={open.other} shop={shop} owner={owner} onBack={() => setOpen(null)} onMerged={(kept) => { setOpen(null); onMerged(kept); }} onApart={() => void apart(open)} />
        </>
      ) : (
        <>
          <Text size="sm" className="quiet" mb={8}>{t("people.alike.lead")}</Text>
          {answer.data?.length === 0 ? <Text size="sm" py={16} role="status">{t("people.alike.none")}</Text> : null}
          {answer.data ? null : <Text role="status">{t("app.loading")}</Text>}
          <ul className="people-list alike">
            {pairs.map((pair) => {
              const [one, two] = [rows?.find((row) => row.id === pair.keep), rows?.find((row) => row.id === pair.other)];
              if (!one || !two) return null;
              return (
                <li key={`${pair.keep} ${pair.other}`}>
                  <div>
                    <Text size="sm"><Who row={one} /> <span className="quiet">·</span> <Who row={two} /></Text>
                    <Evidence pair={pair} />
                  </div>
                  <Group gap={8} wrap="nowrap">
                    <Button size="xs" variant="default" aria-label={t("people.named", { what: t("people.alike.look"), name: one.name })} onClick={() => setOpen(pair)}>{t("people.alike.look")}</Button>
                    <Button size="xs" variant="subtle" color="gray" aria-label={t("people.named", { what: t("people.alike.apart"), name: one.name })} onClick={() => void apart(pair)}>{t("people.alike.apart")}</Button>
                  </Group>
                </li>
              );
            })}
          </ul>
        </>
      )}
    </Modal>
  );
}

function Who({ row }: { row: CustomerRow }) {
  const { t } = useTranslation();
  return <><b dir="auto">{row.name || t("customers.noName")}</b> <bdi className="quiet">{reachedBy(row)}</bdi></>;
}

/** What speaks for their being one person. */
function Evidence({ pair }: { pair: Alike }) {
  const { t } = useTranslation();
  return (
    <Group gap={6} mt={2} mb={4}>
      {pair.evidence.map((one) => <Badge key={one} variant="light" color="gray" tt="none" fw={500}>{t(`people.alike.evidence.${one as "same_email"}`)}</Badge>)}
      {pair.confidence >= SURE ? <Text size="xs" className="quiet">{t("people.alike.sure")}</Text> : null}
    </Group>
  );
}
