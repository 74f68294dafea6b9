// First start: look around in a demo, start a shop, or open one again. Also where a shop that will not open explains itself.
import { Button, Group, Loader, Select, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { client } from "./data";
import { Problem } from "./first/Problem";
import { SpareKey } from "./first/SpareKey";
import { StartShop } from "./first/StartShop";
import { type DemoKind, type HouseState, type NewShop, type Error as ShopError, type Unlock, call, workWith } from "./platform";
import { refusalOf, spoken } from "./refusal";
import { languages, speak } from "./words";

type Door = "demo" | "start" | "unlock";

export function FirstStart({ house }: { house: HouseState }) {
  const { t, i18n } = useTranslation();
  const [busy, setBusy] = useState<Door | null>(null);
  const [tried, setTried] = useState<{ door: Door; problem: ShopError } | null>(null);
  const [starting, setStarting] = useState(false);
  const [ask, setAsk] = useState(false);
  const [spare, setSpare] = useState(false);
  const run = async (door: Door, work: () => Promise<unknown>) => {
    setBusy(door);
    setTried(null);
    try {
      // Another shop has other people at its window.
      workWith(null);
      await work();
      await client.invalidateQueries();
    } catch (error) {
      const problem = refusalOf(error);
      // A shop that was chosen and does not open is now the house's problem.
      if (door === "unlock") await client.invalidateQueries();
      setTried({ door, problem });
      if (door === "start" && problem.code.startsWith("keyring")) setAsk(true);
    } finally {
      setBusy(null);
    }
  };
  const of = (door: Door) => (tried?.door === door ? tried.problem : null);
  const look = (kind: DemoKind) => run("demo", () => call("house_look_around", { kind, language: i18n.language }));
  const start = (shop: NewShop, passphrase: string | null) => run("start", () => call("house_start_shop", { shop, passphrase }));
  const unlock = (request: Unlock) => void run("unlock", () => call("house_unlock", request));
  const started = of("start");
  const said = of("demo") ?? (started?.code === "keyring_missing" ? null : started);
  return (
    <main className="first">
      <Group justify="space-between" align="flex-start">
        <Text component="h1" fz={28} fw={700} m={0}>{t("first.hello")}</Text>
        <Select aria-label={t("settings.language")} w={140} value={i18n.language} onChange={(v) => v && speak(v)} data={Object.entries(languages).map(([value, label]) => ({ value, label }))} allowDeselect={false} />
      </Group>
      <Text size="lg" className="quiet" maw={640}>{t("first.lead")}</Text>
      {house.problem ? <Problem why={house.problem} tried={of("unlock")} busy={busy === "unlock"} onOpen={unlock} /> : null}
      {said ? <Text role="alert" mt={16} className="card" fw={600}>⚠ {spoken(said)}</Text> : null}
      {busy ? <Group mt={24}><Loader size="sm" /><Text role="status">{busy === "demo" ? t("first.making") : t("unlock.opening")}</Text></Group> : null}
      <div className="doors">
        <section className="card">
          <Text component="h2" fw={600} size="lg" mb={4}>{t("first.look")}</Text>
          <Text className="quiet" mb={16}>{t("first.lookLead")}</Text>
          <Group gap={8}>
            {(["shoes", "cafe", "hardware"] as const).map((kind, i) => <Button key={kind} variant={i === 0 && !house.problem ? "filled" : "default"} disabled={busy !== null} onClick={() => look(kind)}>{t(`first.${kind}`)}</Button>)}
          </Group>
        </section>
        <section className="card">
          <Text component="h2" fw={600} size="lg" mb={4}>{t("first.start")}</Text>
          <Text className="quiet" mb={16}>{t("first.startLead")}</Text>
          {starting ? <StartShop zone={house.time_zone} busy={busy !== null} ask={ask} onStart={start} /> : <Button variant="default" onClick={() => setStarting(true)} disabled={busy !== null}>{t("first.start")}</Button>}
        </section>
        {house.shops.length > 0 && !house.problem ? (
          <section className="card">
            <Text component="h2" fw={600} size="lg" mb={4}>{t("unlock.mine")}</Text>
            <Text className="quiet" mb={16}>{t("unlock.mineLead")}</Text>
            <Group gap={8}>
              {house.shops.map((shop) => <Button key={shop.folder} disabled={busy !== null} onClick={() => unlock({ passphrase: null, spare_key: null, folder: shop.folder })}>{shop.name}</Button>)}
            </Group>
          </section>
        ) : null}
        {house.problem ? null : (
          <section className="card">
            <Text component="h2" fw={600} size="lg" mb={4}>{t("unlock.haveSpare")}</Text>
            <Text className="quiet" mb={16}>{t("unlock.haveSpareLead")}</Text>
            {spare ? <SpareKey known={false} busy={busy === "unlock"} problem={of("unlock")} onOpen={unlock} /> : <Button variant="default" onClick={() => setSpare(true)} disabled={busy !== null}>{t("unlock.withSpare")}</Button>}
          </section>
        )}
      </div>
    </main>
  );
}
