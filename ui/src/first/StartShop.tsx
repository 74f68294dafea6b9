// Starting a shop: what it is called, where it is, and who its owner is.
import { Button, Group, Select, SimpleGrid, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { NewShop } from "../platform";

const COUNTRIES: [code: string, currency: string, zone: string][] = [
  ["FR", "EUR", "Europe/Paris"], ["BE", "EUR", "Europe/Brussels"], ["CH", "CHF", "Europe/Zurich"], ["ES", "EUR", "Europe/Madrid"], ["PT", "EUR", "Europe/Lisbon"], ["IT", "EUR", "Europe/Rome"], ["DE", "EUR", "Europe/Berlin"], ["NL", "EUR", "Europe/Amsterdam"], ["GB", "GBP", "Europe/London"], ["IE", "EUR", "Europe/Dublin"],
  ["MA", "MAD", "Africa/Casablanca"], ["TN", "TND", "Africa/Tunis"], ["DZ", "DZD", "Africa/Algiers"], ["SN", "XOF", "Africa/Dakar"], ["CI", "XOF", "Africa/Abidjan"], ["NG", "NGN", "Africa/Lagos"], ["KE", "KES", "Africa/Nairobi"], ["ZA", "ZAR", "Africa/Johannesburg"], ["EG", "EGP", "Africa/Cairo"],
  ["IN", "INR", "Asia/Kolkata"], ["AE", "AED", "Asia/Dubai"], ["SA", "SAR", "Asia/Riyadh"], ["ID", "IDR", "Asia/Jakarta"], ["SG", "SGD", "Asia/Singapore"], ["JP", "JPY", "Asia/Tokyo"], ["BR", "BRL", "America/Sao_Paulo"], ["MX", "MXN", "America/Mexico_City"], ["AR", "ARS", "America/Argentina/Buenos_Aires"], ["CL", "CLP", "America/Santiago"], ["CO", "COP", "America/Bogota"], ["PE", "PEN", "America/Lima"], ["US", "USD", "America/New_York"], ["CA", "CAD", "America/Toronto"], ["AU", "AUD", "Australia/Sydney"],
];
const LANGUAGES = [["en", "English"], ["fr", "Français"], ["es", "Español"], ["pt", "Português"], ["hi", "हिन्दी"], ["ar", "العربية"]] as const;

interface Props {
  zone: string;
  busy: boolean;
  /** This laptop keeps no passwords: a passphrase is needed. */
  ask: boolean;
  onStart: (shop: NewShop, passphrase: string | null) => void;
}

export function StartShop({ zone, busy, ask, onStart }: Props) {
  const { t, i18n } = useTranslation();
  const guess = COUNTRIES.find((c) => c[2] === zone) ?? COUNTRIES[0] ?? ["FR", "EUR", "Europe/Paris"];
  const [form, setForm] = useState<NewShop>({ name: "", country: guess[0], currency: guess[1], time_zone: guess[2], language: i18n.language, owner: "" });
  const [passphrase, setPassphrase] = useState("");
  const [nameless, setNameless] = useState(false);
  const names = new Intl.DisplayNames([i18n.language], { type: "region" });
  const set = (part: Partial<NewShop>) => setForm((f) => ({ ...f, ...part }));
  const start = () => {
    setNameless(form.name.trim() === "");
    if (form.name.trim() !== "") onStart(form, passphrase === "" ? null : passphrase);
  };
  return (
    <form onSubmit={(e) => { e.preventDefault(); start(); }}>
      <TextInput label={t("first.name")} error={nameless ? t("first.needName") : null} value={form.name} onChange={(e) => set({ name: e.currentTarget.value })} autoFocus />
      <TextInput mt={8} label={t("first.owner")} description={t("first.ownerHint")} value={form.owner} onChange={(e) => set({ owner: e.currentTarget.value })} autoComplete="off" />
      <SimpleGrid cols={2} spacing={8} mt={8}>
        <Select label={t("first.country")} searchable allowDeselect={false} value={form.country} data={COUNTRIES.map(([code]) => ({ value: code, label: names.of(code) ?? code }))}
          onChange={(v) => { const c = COUNTRIES.find((x) => x[0] === v); if (c) set({ country: c[0], currency: c[1], time_zone: c[2] }); }} />
        <Select label={t("first.currency")} searchable allowDeselect={false} value={form.currency} data={[...new Set(COUNTRIES.map((c) => c[1]))].toSorted()} onChange={(v) => v && set({ currency: v })} />
        <Select label={t("first.zone")} searchable allowDeselect={false} value={form.time_zone} data={Intl.supportedValuesOf("timeZone")} limit={60} onChange={(v) => v && set({ time_zone: v })} />
        <Select label={t("first.language")} allowDeselect={false} value={form.language} data={LANGUAGES.map(([value, label]) => ({ value, label }))} onChange={(v) => v && set({ language: v })} />
      </SimpleGrid>
      {ask ? <><Text size="sm" mt={8}>{t("first.passphraseLead")}</Text><TextInput type="password" autoComplete="off" label={t("first.passphrase")} value={passphrase} onChange={(e) => setPassphrase(e.currentTarget.value)} required /></> : null}
      <Group mt={16}><Button type="submit" disabled={busy}>{t("first.open")}</Button></Group>
    </form>
  );
}
