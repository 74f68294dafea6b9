// A model of the owner's choice: where it is, what it may do, a try that shows both texts and what left, and what came of it.
import { Alert, Button, Group, PasswordInput, SimpleGrid, Switch, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act, refresh, useAsk } from "../../data";
import { clock } from "../../format";
import { type ModelTried, type ModelView, type Error as ShopError, type ShopView, call } from "../../platform";
import { refusalOf, spoken } from "../../refusal";

export function Model({ shop }: { shop: ShopView }) {
  const { t } = useTranslation();
  const model = useAsk("model_get").data;
  const [open, setOpen] = useState<boolean | null>(null);
  if (!model) return null;
  const ready = model.address !== "" && model.model !== "";
  return (
    <section className="card">
      <Text component="h2" fw={600}>{t("model.title")}</Text>
      <Text size="sm" className="quiet" mb={8}>{t("model.lead")}</Text>
      <details open={open ?? model.on} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>{t(model.on ? "model.isOn" : ready ? "model.isOff" : "model.choose")}</summary>
        <Text size="sm" mt={8}>{t("model.leaves")}</Text>
        {/* What was saved elsewhere is what stands in the fields. */}
        <Place key={`${model.address} ${model.model}`} model={model} ready={ready} />
        {ready ? <Use model={model} /> : null}
        {ready ? <Try /> : null}
        {ready ? <Counts model={model} shop={shop} /> : null}
      </details>
    </section>
  );
}

/** Where it is and what it is called. */
function Place({ model, ready }: { model: ModelView; ready: boolean }) {
  const { t } = useTranslation();
  const [address, setAddress] = useState(model.address);
  const [name, setName] = useState(model.model);
  const [key, setKey] = useState("");
  const [problem, setProblem] = useState<ShopError | null>(null);
  const save = async () => {
    setProblem(null);
    try {
      await call("model_set", { address, model: name, ...(key.trim() === "" ? {} : { key }) });
    } catch (error) {
      setProblem(refusalOf(error));
      return;
    }
    setKey("");
    await refresh("shop");
    notifications.show({ message: t("settings.saved"), color: "leaf", withBorder: true });
  };
  const wrong = problem ? spoken(problem) : null;
  const atAddress = problem?.code === "bad_address";
  return (
    <form onSubmit={(event) => { event.preventDefault(); void save(); }}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing={8} mt={8}>
        <TextInput label={t("model.address")} description={t("model.addressLead")} placeholder="http://localhost:11434/v1" dir="ltr" autoComplete="off" spellCheck={false} error={atAddress ? wrong : null} value={address} onChange={(e) => setAddress(e.currentTarget.value)} />
        <TextInput label={t("model.name")} description={t("model.nameLead")} placeholder="llama3.2" dir="ltr" autoComplete="off" spellCheck={false} maxLength={200} value={name} onChange={(e) => setName(e.currentTarget.value)} />
      </SimpleGrid>
      <PasswordInput mt={8} label={t("model.key")} description={t(model.has_key ? "model.keyThere" : "model.keyLead")} autoComplete="off" visibilityToggleButtonProps={{ "aria-label": t("connect.show", { what: t("model.key") }) }} value={key} onChange={(e) => setKey(e.currentTarget.value)} />
      {problem && !atAddress ? <Text role="alert" mt={8}>{wrong}</Text> : null}
      <Group mt={8} justify="space-between">
        {model.has_key ? <Button variant="default" onClick={() => void choose({ key: "" })}>{t("model.keyForget")}</Button> : <span />}
        <Button type="submit" variant={ready ? "default" : "filled"} disabled={!address.trim() || !name.trim()}>{t("app.save")}</Button>
      </Group>
    </form>
  );
}

async function choose(part: Parameters<typeof act<"model_set">>[1]) {
  await act("model_set", part);
  await refresh("shop");
}

/** What it may do, and whether it does. A switch moves at once; where the shop refuses, it goes back. */
function Use({ model }: { model: ModelView }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<{ words?: boolean; sorts?: boolean; on?: boolean }>({});
  const say = async (part: typeof said) => {
    setSaid(part);
    await choose(part);
    setSaid({});
  };
  return (
    <>
      <Text size="sm" mt={8} className="quiet">{t(model.near ? "model.near" : "model.far")}</Text>
      <Switch mt={12} label={t("model.words")} description={t("model.wordsLead")} checked={said.words ?? model.words} onChange={(e) => void say({ words: e.currentTarget.checked })} />
      <Switch mt={12} label={t("model.sorts")} description={t("model.sortsLead")} checked={said.sorts ?? model.sorts} onChange={(e) => void say({ sorts: e.currentTarget.checked })} />
      <Switch mt={12} label={t("model.on")} description={t("model.onLead")} checked={said.on ?? model.on} onChange={(e) => void say({ on: e.currentTarget.checked })} />
    </>
  );
}

/** Asks it once. */
function Try() {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [tried, setTried] = useState<ModelTried | null>(null);
  const [busy, setBusy] = useState(false);
  const ask = async () => {
    setBusy(true);
    setTried(await act("model_try", { text }));
    setBusy(false);
  };
  return (
    <>
      <Text component="h3" fw={600} mt={16}>{t("model.try")}</Text>
      <Text size="sm" className="quiet" mb={8}>{t("model.tryLead")}</Text>
      <form onSubmit={(event) => { event.preventDefault(); void ask(); }}>
        <Group gap={8} wrap="nowrap">
          <TextInput style={{ flex: 1, minWidth: 0 }} aria-label={t("model.try")} placeholder={t("answers.tryHint")} value={text} dir="auto" onChange={(e) => setText(e.currentTarget.value)} />
          <Button type="submit" variant="default" loading={busy}>{t("answers.ask")}</Button>
        </Group>
      </form>
      <div aria-live="polite">{tried ? <Tried tried={tried} /> : null}</div>
    </>
  );
}

function Tried({ tried }: { tried: ModelTried }) {
  const { t } = useTranslation();
  const why = tried.why ? t(`model.why.${tried.why as "late"}`, { defaultValue: tried.why }) : null;
  const meant = tried.meant ? t(`model.meant.${tried.meant as "shop"}`, { defaultValue: tried.meant }) : null;
  return (
    <div className="tried">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing={8} mt={12}>
        <div>
          <Text size="sm" className="quiet">{t("model.rule")}</Text>
          <Text dir="auto" className="pre">{tried.rule ?? t("answers.nothing")}</Text>
        </div>
        <div>
          <Text size="sm" className="quiet">{t("model.itsWords")}</Text>
          <Text dir="auto" className="pre">{tried.worded ?? (meant ? t("model.itMeans", { what: meant }) : tried.raw ?? "–")}</Text>
          {why ? <Alert mt={8} p="xs" color="amber" role="status">{t("model.notUsed", { why })}</Alert> : null}
        </div>
      </SimpleGrid>
      {tried.sent === "" ? null : (
        <details className="sent">
          <summary>{t("model.sent", { ms: tried.ms })}</summary>
          <pre dir="ltr" tabIndex={0} aria-label={t("model.sent", { ms: tried.ms })}>{tried.sent}</pre>
        </details>
      )}
    </div>
  );
}

/** How often its words were said, or were not, and why. */
function Counts({ model, shop }: { model: ModelView; shop: ShopView }) {
  const { t } = useTranslation();
  const sum = (outcome: string) => model.counts.filter((one) => one.outcome === outcome).reduce((all, one) => all + one.times, 0);
  const asked = model.counts.reduce((all, one) => all + one.times, 0);
  return (
    <>
      <Text component="h3" fw={600} mt={16}>{t("model.came")}</Text>
      {model.rests_until ? <Text role="status" size="sm">{t("model.rests", { at: clock(model.rests_until, shop.now, shop.time_zone) })}</Text> : null}
      {asked === 0 ? <Text size="sm" className="quiet">{t("model.never")}</Text> : <Text size="sm">{t("model.sum", { count: asked, used: sum("used"), rules: asked - sum("used") })}</Text>}
      <ul className="tallies">
        {model.counts.filter((one) => one.outcome !== "used").map((one) => (
          <li key={`${one.task} ${one.outcome} ${one.why}`}><Text size="sm" className="quiet">{one.times} × {t(`model.why.${one.why as "late"}`, { defaultValue: one.why })}</Text></li>
        ))}
      </ul>
    </>
  );
}
