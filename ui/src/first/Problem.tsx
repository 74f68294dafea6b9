// A shop that will not open, as a state with its ways out.
import { Button, Group, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Error as ShopError, Unlock } from "../platform";
import { spoken } from "../refusal";
import { SpareKey } from "./SpareKey";

const WAYS = {
  keyring_missing: { passphrase: true, spare: true }, keyring_locked: { passphrase: false, spare: true }, wrong_key: { passphrase: true, spare: true },
  damaged: { passphrase: false, spare: false }, newer_database: { passphrase: false, spare: false }, shop_open: { passphrase: false, spare: false },
} as const;
type State = keyof typeof WAYS;

interface Props {
  /** Why the shop used last did not open. */
  why: ShopError;
  /** What the last try came to. */
  tried: ShopError | null;
  busy: boolean;
  onOpen: (request: Unlock) => void;
}

export function Problem({ why, tried, busy, onOpen }: Props) {
  const { t } = useTranslation();
  const [spare, setSpare] = useState(false);
  const [passphrase, setPassphrase] = useState("");
  // Trying again can find another reason; the words of a spare key are judged at their field.
  const now = tried && !spare && tried.code !== "bad_spare_key" ? tried : why;
  const state: State | null = now.code in WAYS ? (now.code as State) : null;
  const ways = state ? WAYS[state] : { passphrase: false, spare: true };
  const again = () => onOpen({ passphrase: null, spare_key: null, folder: null });
  const byPassphrase = () => onOpen({ passphrase, spare_key: null, folder: null });
  return (
    <section className="card" style={{ marginTop: 16 }} aria-label={t("unlock.title")}>
      <div role="alert">
        <Text component="h2" fw={600} size="lg">⚠ {t("unlock.title")}</Text>
        <Text fw={600} mt={4}>{state ? t(`unlock.${state}`) : spoken(now)}</Text>
        <Text mt={4}>{t(`unlock.do.${state ?? "other"}`)}</Text>
      </div>
      {ways.passphrase && !spare ? (
        <form onSubmit={(e) => { e.preventDefault(); byPassphrase(); }}>
          <Group mt={12} gap={8} align="flex-end">
            <TextInput type="password" autoComplete="off" label={t("unlock.passphrase")} error={tried && tried.code === "wrong_key" ? spoken(tried) : null} value={passphrase} onChange={(e) => setPassphrase(e.currentTarget.value)} style={{ flex: "1 1 220px" }} />
            <Button type="submit" disabled={passphrase === ""} loading={busy}>{t("unlock.openShop")}</Button>
          </Group>
        </form>
      ) : null}
      {spare ? <div style={{ marginTop: 12 }}><SpareKey known busy={busy} problem={tried} onOpen={onOpen} /></div> : null}
      <Group mt={16} gap={8}>
        <Button variant={ways.passphrase || spare ? "default" : "filled"} loading={busy} onClick={again}>{t("app.retry")}</Button>
        {ways.spare ? <Button variant="default" aria-expanded={spare} onClick={() => setSpare(!spare)}>{t("unlock.withSpare")}</Button> : null}
      </Group>
    </section>
  );
}
