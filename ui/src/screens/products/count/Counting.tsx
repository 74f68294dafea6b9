// A count under way: one field for the scanner, beneath it what was found. Scans are sent one after the other, so that
// a fast scanner is never ahead of what the lines say.
import { Alert, Button, Group, Select, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { act, complain, refresh, sentence, useAsk } from "../../../data";
import { fullName, quantity } from "../../../format";
import { lowTone } from "../../../parts/Bell";
import { undoable } from "../../../parts/undo";
import { type CountLine, type CountWhat, Refused, type ShopView, call } from "../../../platform";
import { Lines } from "./Lines";
import { Review } from "./Review";

interface Props {
  count: number;
  shop: ShopView;
  onLeave: () => void;
}

/** What is scanned, in its order; what nobody knows is kept until somebody says what it is. */
function useScans(count: number, quiet: boolean) {
  const { t } = useTranslation();
  const [said, setSaid] = useState("");
  const [unknown, setUnknown] = useState<string[]>([]);
  const last = useRef<number | null>(null);
  const line = useRef<Promise<void>>(Promise.resolve());
  const says = (found: CountLine) => {
    last.current = found.variant;
    setSaid(t("count.now", { name: found.name, quantity: quantity(found.counted ?? 0, found) }));
  };
  const scan = async (code: string) => {
    try {
      says(await call("count_scan", { count, code, last: last.current }));
    } catch (error) {
      if (!quiet) lowTone();
      if (!(error instanceof Refused && error.refusal.code === "sku_unknown")) return complain(error);
      // A number typed after it would not be of what was scanned before.
      last.current = null;
      setSaid("");
      setUnknown((all) => (all.includes(code) ? all : [...all, code]));
    }
    await refresh("stock");
  };
  const assign = async (code: string, variant: number) => {
    const found = await act("count_assign", { count, code, variant });
    if (!found) return;
    says(found);
    setUnknown((all) => all.filter((one) => one !== code));
    await refresh("stock");
  };
  const back = async () => {
    try {
      const found = await call("count_unscan", { count });
      last.current = found?.variant ?? null;
      setSaid(found ? t("count.backTo", { name: found.name, quantity: quantity(found.counted ?? 0, found) }) : t("count.backToNone"));
      await refresh("stock");
    } catch (error) {
      complain(error);
    }
  };
  const next = (work: () => Promise<void>) => {
    line.current = line.current.then(work);
  };
  return { said, unknown, scan: (code: string) => next(() => scan(code)), back: () => next(back), assign, drop: (code: string) => setUnknown((all) => all.filter((one) => one !== code)) };
}

export function Counting({ count, shop, onLeave }: Props) {
  const { t } = useTranslation();
  const asked = useAsk("count_get", { count });
  const scans = useScans(count, shop.quiet);
  const [typed, setTyped] = useState("");
  const [reviewing, setReviewing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const view = asked.data;
  if (!view) return <Text role={asked.error ? "alert" : "status"}>{asked.error ? sentence(asked.error) : t("app.loading")}</Text>;
  if (reviewing) return <Review view={view} onBack={() => setReviewing(false)} onDone={onLeave} />;
  const give = async () => {
    if (!(await act("count_drop", { count }))) return;
    undoable(t("count.dropped"), () => act("count_take_up", { count }));
    onLeave();
  };
  const set = async (line: CountLine, counted: string) => {
    await act("count_set", { count, variant: line.variant, counted: counted.trim() === "" ? null : counted });
    await refresh("stock");
  };
  return (
    <div className="counting">
      <Group gap={8} wrap="nowrap">
        <div className="count-title"><Text component="h2" fw={600}>{`${view.count.store_name} · ${t(`count.whats.${view.count.what as CountWhat}`)}${view.count.words === "" ? "" : `: ${view.count.words}`}`}</Text>
        <Text size="sm" className="quiet">{t("count.counted", { count: view.count.variants })}{view.missing_variants > 0 ? ` · ${t("count.missing", { count: view.missing_variants })}` : ""}</Text></div>
        <Button size="xs" variant="subtle" color="gray" onClick={() => void give()}>{t("count.drop")}</Button>
        <Button size="xs" variant="default" onClick={onLeave}>{t("count.pause")}</Button>
        <Button size="xs" disabled={view.lines.length === 0} onClick={() => setReviewing(true)}>{t("count.review")}</Button>
      </Group>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const code = typed.trim();
          setTyped("");
          if (code !== "") scans.scan(code);
        }}
      >
        <Group gap={8} align="end" wrap="nowrap">
          <TextInput ref={field} size="md" style={{ flex: 1 }} label={t("count.scan")} description={t("count.scanHint")} autoFocus autoComplete="off" spellCheck={false} dir="ltr" value={typed} onChange={(event) => setTyped(event.currentTarget.value)} onKeyDown={(event) => {
            if (typed !== "" || !(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "z") return;
            event.preventDefault();
            scans.back();
          }} />
          <Button size="md" variant="default" disabled={view.lines.length === 0} onClick={() => { scans.back(); field.current?.focus(); }}>{t("count.unscan")}</Button>
        </Group>
      </form>
      <Text role="status" fw={600} className="count-said">{scans.said}</Text>
      {scans.unknown.map((code) => <Unknown key={code} code={code} onIs={(variant) => { void scans.assign(code, variant); field.current?.focus(); }} onDrop={() => { scans.drop(code); field.current?.focus(); }} />)}
      <Lines view={view} onSet={set} />
    </div>
  );
}

/** A code nobody has: which product is it? */
function Unknown({ code, onIs, onDrop }: { code: string; onIs: (variant: number) => void; onDrop: () => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [text] = useDebouncedValue(typed.trim(), 150);
  const found = useAsk("products_search", { text, limit: 20 }, { enabled: text.length > 0, keep: true }).data ?? [];
  return (
    <Alert color="amber" title={t("count.unknown", { code })} mt={4}>
      <Group gap={8} align="end">
        <Select style={{ flex: "1 1 260px" }} label={t("count.which")} description={t("count.whichHint")} placeholder={t("orders.whatHint")} searchable filter={({ options }) => options} data={text === "" ? [] : found.map((row) => ({ value: String(row.id), label: fullName(row) }))} value={null} searchValue={typed} onSearchChange={setTyped} onChange={(value) => { if (value !== null) onIs(Number(value)); }} />
        <Button variant="default" onClick={onDrop}>{t("count.leaveOut")}</Button>
      </Group>
    </Alert>
  );
}
