// Opening a shop with the words of its spare key, on this laptop or on another.
import { Button, Group, Text, TextInput, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import type { Error as ShopError, Unlock } from "../platform";
import { spoken } from "../refusal";

type Field = "words" | "folder" | "passphrase";
const FIELD: Partial<Record<ShopError["code"], Field>> = { bad_spare_key: "words", wrong_key: "words", not_a_shop: "folder", disk: "folder", keyring_missing: "passphrase", keyring_locked: "passphrase" };

interface Props {
  /** The shop lies where the last one lay; otherwise its folder has to be named. */
  known: boolean;
  busy: boolean;
  problem: ShopError | null;
  onOpen: (request: Unlock) => void;
}

export function SpareKey({ known, busy, problem, onOpen }: Props) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const [folder, setFolder] = useState("");
  const [passphrase, setPassphrase] = useState("");
  const at = problem ? FIELD[problem.code] : undefined;
  const error = (field: Field) => (problem && at === field ? spoken(problem) : null);
  const count = words.split(/[^\p{L}]+/u).filter(Boolean).length;
  const or = (text: string) => (text.trim() === "" ? null : text.trim());
  const open = () => onOpen({ spare_key: words, folder: or(folder), passphrase: passphrase === "" ? null : passphrase });
  return (
    <form onSubmit={(e) => { e.preventDefault(); open(); }}>
      <Textarea label={t("unlock.words")} description={t("unlock.wordsHint")} error={error("words")} autosize minRows={3} autoFocus required spellCheck={false} autoComplete="off" value={words} onChange={(e) => setWords(e.currentTarget.value)} />
      <Text size="sm" className="quiet">{count === 24 ? "✓ " : ""}{t("unlock.count", { count })}</Text>
      <TextInput mt={8} label={t("unlock.folder")} description={known ? t("unlock.folderHint") : t("unlock.folderNeeded")} error={error("folder")} required={!known} spellCheck={false} value={folder} onChange={(e) => setFolder(e.currentTarget.value)} />
      <TextInput mt={8} type="password" autoComplete="off" label={t("unlock.newPassphrase")} description={t("unlock.newPassphraseHint")} error={error("passphrase")} value={passphrase} onChange={(e) => setPassphrase(e.currentTarget.value)} />
      {problem && !at ? <Text role="alert" mt={8} c="brick">⚠ {spoken(problem)}</Text> : null}
      <Group mt={12}><Button type="submit" loading={busy}>{t("unlock.openShop")}</Button></Group>
    </form>
  );
}
