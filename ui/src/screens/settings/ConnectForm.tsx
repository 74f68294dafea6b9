// Connecting: access key, secret, which number, and the owner's own phone. Every value is tried by a real call,
// and a refusal stands at the value it is about.
import { Anchor, Button, Group, PasswordInput, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { client } from "../../data";
import { day } from "../../format";
import { type HouseState, type Error as ShopError, type ShopView, type TokenView, Refused, call } from "../../platform";
import { refusalOf, spoken } from "../../refusal";
import { Advanced, type AdvancedValues } from "./Advanced";
import { NumberChoice } from "./NumberChoice";

type Field = "token" | "secret" | "number" | "phone" | "callback" | "numberId" | "graph" | "all";

/** Where a refusal belongs. */
function fieldOf(problem: ShopError, advanced: AdvancedValues): Field {
  switch (problem.code) {
    case "not_a_token":
    case "token_ends":
    case "token_permission":
      return "token";
    case "not_a_secret":
    case "other_apps_secret":
      return "secret";
    case "number_not_seen":
      return advanced.phone_number_id === "" ? "number" : "numberId";
    case "callback_unverified":
      return "callback";
    case "bad_phone":
      return "phone";
    case "meta_unreachable":
      return advanced.graph_url === "" ? "all" : "graph";
    default:
      return "all";
  }
}

const or = (text: string) => (text.trim() === "" ? null : text.trim());

export function ConnectForm({ shop, house, onDone }: { shop: ShopView; house: HouseState; onDone: () => void }) {
  const { t } = useTranslation();
  const c = shop.connection;
  const [token, setToken] = useState("");
  const [secret, setSecret] = useState("");
  const [phone, setPhone] = useState<string>(c?.owner_phone ?? "");
  const [seen, setSeen] = useState<TokenView | null>(null);
  const [chosen, setChosen] = useState<{ waba: string; number: string } | null>(null);
  const [advanced, setAdvanced] = useState<AdvancedValues>({ graph_url: ownAddress(c?.graph_url), graph_version: "", app_id: "", waba_id: "", phone_number_id: "", callback_url: c?.callback_url ?? "" });
  const [problem, setProblem] = useState<ShopError | null>(null);
  const [busy, setBusy] = useState<"look" | "connect" | null>(null);
  const at = problem ? fieldOf(problem, advanced) : null;
  const error = (field: Field) => (problem && at === field ? spoken(problem) : null);
  const attempt = async (what: "look" | "connect", work: () => Promise<void>) => {
    setBusy(what);
    setProblem(null);
    await work().catch((failure: unknown) => setProblem(refusalOf(failure)));
    setBusy(null);
  };
  const door = { graph_url: or(advanced.graph_url), graph_version: or(advanced.graph_version) };
  const see = async () => {
    // An empty secret is judged when connecting.
    const view = await call("connection_look", { token, app_secret: or(secret), ...door });
    setSeen(view);
    const all = view.accounts.flatMap((a) => a.numbers.map((n) => ({ waba: a.id, number: n.id })));
    const only = all.length === 1 ? (all[0] ?? null) : null;
    setChosen(only);
    return { only, accounts: view.accounts.length };
  };
  const look = () => attempt("look", async () => void (await see()));
  const connect = () => attempt("connect", async () => {
    const named = or(advanced.phone_number_id);
    const { only, accounts } = seen || named ? { only: chosen, accounts: seen?.accounts.length ?? 1 } : await see();
    if (!only && !named) throw new Refused({ code: "number_not_seen", about: { accounts } });
    const ids = { waba_id: or(advanced.waba_id) ?? only?.waba ?? null, phone_number_id: named ?? only?.number ?? null };
    const done = await call("connection_set", { token, app_secret: secret, ...ids, owner_phone: or(phone), callback_url: or(advanced.callback_url), app_id: or(advanced.app_id), ...door });
    notifications.show({ message: t("connect.connected", { number: done.display_number }), color: "leaf", withBorder: true });
    await client.invalidateQueries();
    onDone();
  });
  return (
    <section className="card">
      <Text component="h2" fw={600} mb={4}>{c ? t("connect.change") : t("settings.tabs.connect")}</Text>
      {c ? null : <Text mb={12}>{t("connect.none")}</Text>}
      <form onSubmit={(e) => { e.preventDefault(); void connect(); }} noValidate>
        <PasswordInput label={t("connect.token")} description={t("connect.tokenHint")} error={error("token")} aria-invalid={at === "token"} autoComplete="off" visibilityToggleButtonProps={{ "aria-label": t("connect.show", { what: t("connect.token") }) }} value={token} onChange={(e) => { setToken(e.currentTarget.value); setSeen(null); }} />
        <PasswordInput mt={12} label={t("connect.secret")} description={t("connect.secretHint")} error={error("secret")} aria-invalid={at === "secret"} autoComplete="off" visibilityToggleButtonProps={{ "aria-label": t("connect.show", { what: t("connect.secret") }) }} value={secret} onChange={(e) => setSecret(e.currentTarget.value)} />
        <Text size="sm" className="quiet" mt={4}>{t("connect.secrets")}</Text>
        <Group mt={12} gap={12}>
          <Button variant={seen ? "default" : "filled"} loading={busy === "look"} onClick={look}>{t("connect.look")}</Button>
          {seen ? <Text size="sm" role="status">✓ {seen.ends_at === null ? t("connect.never") : t("connect.ends", { at: day(seen.ends_at, shop.time_zone) })}</Text> : null}
        </Group>
        {seen || at === "number" ? <NumberChoice seen={seen} chosen={chosen?.number ?? null} error={error("number")} onChoose={(waba, number) => setChosen({ waba, number })} /> : null}
        <TextInput mt={12} type="tel" label={t("connect.ownPhone")} description={t("connect.ownPhoneHint")} error={error("phone")} autoComplete="tel" value={phone} onChange={(e) => setPhone(e.currentTarget.value)} />
        <Advanced values={advanced} onChange={(part) => setAdvanced((a) => ({ ...a, ...part }))} connection={c} localUrl={house.webhook_url} errors={{ callback: error("callback"), graph: error("graph"), numberId: error("numberId") }} />
        {at === "all" && problem ? <Text role="alert" mt={12} c="brick" fw={600}>⚠ {spoken(problem)}</Text> : null}
        <Group mt={16} gap={12}>
          <Button type="submit" variant={seen ? "filled" : "default"} loading={busy === "connect"}>{t("connect.do")}</Button>
          {c ? <Anchor component="button" type="button" size="sm" onClick={onDone}>{t("app.cancel")}</Anchor> : null}
        </Group>
      </form>
    </section>
  );
}

/** The address under Advanced, if it is not Meta's own. */
function ownAddress(url: string | undefined): string {
  return url === undefined || url === "https://graph.facebook.com" ? "" : url;
}
