// First start: look around in a demo, or start a shop. Also where a shop that will not open explains itself.
import { Button, Group, Loader, Select, SimpleGrid, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { client, sentence } from "./data";
import { type DemoKind, type HouseState, Refused, call } from "./platform";
import { languages, speak } from "./words";

const COUNTRIES: [code: string, currency: string, zone: string][] = [
  ["FR", "EUR", "Europe/Paris"], ["BE", "EUR", "Europe/Brussels"], ["CH", "CHF", "Europe/Zurich"], ["ES", "EUR", "Europe/Madrid"], ["PT", "EUR", "Europe/Lisbon"], ["IT", "EUR", "Europe/Rome"], ["DE", "EUR", "Europe/Berlin"], ["NL", "EUR", "Europe/Amsterdam"], ["GB", "GBP", "Europe/London"], ["IE", "EUR", "Europe/Dublin"],
  ["MA", "MAD", "Africa/Casablanca"], ["TN", "TND", "Africa/Tunis"], ["DZ", "DZD", "Africa/Algiers"], ["SN", "XOF", "Africa/Dakar"], ["CI", "XOF", "Africa/Abidjan"], ["NG", "NGN", "Africa/Lagos"], ["KE", "KES", "Africa/Nairobi"], ["ZA", "ZAR", "Africa/Johannesburg"], ["EG", "EGP", "Africa/Cairo"],
  ["IN", "INR", "Asia/Kolkata"], ["AE", "AED", "Asia/Dubai"], ["SA", "SAR", "Asia/Riyadh"], ["ID", "IDR", "Asia/Jakarta"], ["SG", "SGD", "Asia/Singapore"], ["JP", "JPY", "Asia/Tokyo"], ["BR", "BRL", "America/Sao_Paulo"], ["MX", "MXN", "America/Mexico_City"], ["AR", "ARS", "America/Argentina/Buenos_Aires"], ["CL", "CLP", "America/Santiago"], ["CO", "COP", "America/Bogota"], ["PE", "PEN", "America/Lima"], ["US", "USD", "America/New_York"], ["CA", "CAD", "America/Toronto"], ["AU", "AUD", "Australia/Sydney"],
];

export function FirstStart({ house }: { house: HouseState }) {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(house.problem ? sentence(new Refused(house.problem)) : null);
  const [starting, setStarting] = useState(false);
  const [ask, setAsk] = useState(false);
  const [passphrase, setPassphrase] = useState("");
  const guess = COUNTRIES.find((c) => c[2] === house.time_zone) ?? COUNTRIES[0] ?? ["FR", "EUR", "Europe/Paris"];
  const [form, setForm] = useState({ name: "", country: guess[0], currency: guess[1], time_zone: guess[2], language: i18n.language });
  const names = new Intl.DisplayNames([i18n.language], { type: "region" });

  const run = async (work: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
      await client.invalidateQueries();
    } catch (error) {
      setProblem(sentence(error));
      if (error instanceof Refused && error.refusal.code.startsWith("keyring")) setAsk(true);
    } finally {
      setBusy(false);
    }
  };
  const look = (kind: DemoKind) => run(() => call("house_look_around", { kind, language: i18n.language }));
  const start = () => (form.name.trim() === "" ? setProblem(t("first.needName")) : void run(() => call("house_start_shop", { shop: form, passphrase: passphrase === "" ? null : passphrase })));
  return (
    <main className="first">
      <Group justify="space-between" align="flex-start">
        <Text component="h1" fz={28} fw={700} m={0}>{t("first.hello")}</Text>
        <Select aria-label={t("settings.language")} w={140} value={i18n.language} onChange={(v) => v && speak(v)} data={Object.entries(languages).map(([value, label]) => ({ value, label }))} allowDeselect={false} />
      </Group>
      <Text size="lg" className="quiet" maw={640}>{t("first.lead")}</Text>
      {problem ? <Text role="alert" mt={16} className="card" fw={600}>⚠ {problem}</Text> : null}
      {house.problem ? (
        <form className="card" style={{ marginTop: 12 }} onSubmit={(e) => { e.preventDefault(); void run(() => call("house_unlock", { passphrase: passphrase === "" ? null : passphrase })); }}>
          <TextInput type="password" label={t("first.passphrase")} value={passphrase} onChange={(e) => setPassphrase(e.currentTarget.value)} />
          <Group mt={8}><Button type="submit">{t("first.unlock")}</Button><Button variant="default" onClick={() => run(() => call("house_leave"))}>{t("first.another")}</Button></Group>
        </form>
      ) : null}
      {busy ? <Group mt={24}><Loader size="sm" /><Text role="status">{t("first.making")}</Text></Group> : null}
      <div className="doors">
        <section className="card">
          <Text component="h2" fw={600} size="lg" mb={4}>{t("first.look")}</Text>
          <Text className="quiet" mb={16}>{t("first.lookLead")}</Text>
          <Group gap={8}>
            {(["shoes", "cafe", "hardware"] as const).map((kind, i) => <Button key={kind} variant={i === 0 ? "filled" : "default"} disabled={busy} onClick={() => look(kind)}>{t(`first.${kind}`)}</Button>)}
          </Group>
        </section>
        <section className="card">
          <Text component="h2" fw={600} size="lg" mb={4}>{t("first.start")}</Text>
          <Text className="quiet" mb={16}>{t("first.startLead")}</Text>
          {starting ? (
            <form onSubmit={(e) => { e.preventDefault(); start(); }}>
              <TextInput label={t("first.name")} value={form.name} onChange={(e) => { const { value } = e.currentTarget; setForm((f) => ({ ...f, name: value })); }} data-autofocus autoFocus />
              <SimpleGrid cols={2} spacing={8} mt={8}>
                <Select label={t("first.country")} searchable allowDeselect={false} value={form.country} data={COUNTRIES.map(([code]) => ({ value: code, label: names.of(code) ?? code }))}
                  onChange={(v) => { const c = COUNTRIES.find((x) => x[0] === v); if (c) setForm((f) => ({ ...f, country: c[0], currency: c[1], time_zone: c[2] })); }} />
                <Select label={t("first.currency")} searchable allowDeselect={false} value={form.currency} data={[...new Set(COUNTRIES.map((c) => c[1]))].toSorted()} onChange={(v) => v && setForm((f) => ({ ...f, currency: v }))} />
                <Select label={t("first.zone")} searchable allowDeselect={false} value={form.time_zone} data={Intl.supportedValuesOf("timeZone")} limit={60} onChange={(v) => v && setForm((f) => ({ ...f, time_zone: v }))} />
                <Select label={t("first.language")} allowDeselect={false} value={form.language} data={[["en", "English"], ["fr", "Français"], ["es", "Español"], ["pt", "Português"], ["hi", "हिन्दी"], ["ar", "العربية"]].map(([value, label]) => ({ value: value ?? "", label: label ?? "" }))} onChange={(v) => v && setForm((f) => ({ ...f, language: v }))} />
              </SimpleGrid>
              {ask ? <><Text size="sm" mt={8}>{t("first.passphraseLead")}</Text><TextInput type="password" label={t("first.passphrase")} value={passphrase} onChange={(e) => setPassphrase(e.currentTarget.value)} required /></> : null}
              <Group mt={16}><Button type="submit" disabled={busy}>{t("first.open")}</Button></Group>
            </form>
          ) : (
            <Button variant="default" onClick={() => setStarting(true)} disabled={busy}>{t("first.start")}</Button>
          )}
        </section>
      </div>
    </main>
  );
}
