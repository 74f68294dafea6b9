// Who is here: name tiles, and the PIN of those that have one.
import { Button, Group, Text } from "@mantine/core";
import { type MouseEvent, useState } from "react";
import { useTranslation } from "react-i18next";

import { client } from "../data";
import { called } from "../format";
import { type Colleague, type HouseState, call, workWith } from "../platform";
import { refusalOf, spoken } from "../refusal";
import { Face } from "./Face";

interface Props {
  house: HouseState;
  /** Back to the window as it was; nothing where she has stepped away for good. */
  onStay: (() => void) | null;
  onIn: () => void;
}

export function Tiles({ house, onStay, onIn }: Props) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Colleague | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const enter = async (colleague: Colleague, pin: string | null) => {
    const { session } = await call("house_sign_in", { colleague: colleague.id, pin });
    workWith(session);
    await client.invalidateQueries();
    onIn();
  };
  const choose = (colleague: Colleague) => {
    setProblem(null);
    if (colleague.has_pin) setChosen(colleague);
    else enter(colleague, null).catch((error: unknown) => setProblem(spoken(refusalOf(error))));
  };
  return (
    <main className="tiles">
      <Text component="h1" fz={28} fw={700} m={0}>{t("tiles.title")}</Text>
      {chosen ? <Pin colleague={chosen} onPin={(pin) => enter(chosen, pin)} onBack={() => setChosen(null)} /> : (
        <>
          <Text className="quiet">{t("tiles.lead")}</Text>
          {problem ? <Text role="alert" fw={600} c="brick">⚠ {problem}</Text> : null}
          <ul className="people-list">
            {house.team.map((colleague, index) => (
              <li key={colleague.id}>
                <button type="button" className="tile" autoFocus={index === 0} onClick={() => choose(colleague)} style={{ borderTopColor: colleague.colour }}>
                  <Face of={colleague} size={56} />
                  <b>{called(colleague)}</b>
                  <span className="quiet">{t(colleague.role === "owner" ? "app.owner" : "app.staff")}{colleague.has_pin ? ` · ${t("tiles.asksPin")}` : ""}</span>
                </button>
              </li>
            ))}
          </ul>
          {onStay && house.me ? <Button variant="default" onClick={onStay}>{t("tiles.stay", { name: called(house.me) })}</Button> : null}
        </>
      )}
    </main>
  );
}

/** Seconds left of a wait; `over` when it ends. */
function useCountdown(over: () => void): [left: number, wait: (seconds: number) => void] {
  const [left, setLeft] = useState(0);
  const wait = (seconds: number) => {
    setLeft(seconds);
    if (seconds === 0) return;
    const until = Date.now() + seconds * 1000;
    const tick = setInterval(() => {
      const still = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setLeft(still);
      if (still > 0) return;
      clearInterval(tick);
      over();
    }, 250);
  };
  return [left, wait];
}

const LONGEST = 12;
// A tap on a key leaves the cursor where it is, so that Enter still comes in.
const KEY = { variant: "default", size: "md", onMouseDown: (event: MouseEvent) => event.preventDefault() } as const;

function Pin({ colleague, onPin, onBack }: { colleague: Colleague; onPin: (pin: string) => Promise<void>; onBack: () => void }) {
  const { t } = useTranslation();
  const [pin, setPin] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [left, wait] = useCountdown(() => setProblem(null));
  const type = (text: string) => setPin(text.replaceAll(/\D/g, "").slice(0, LONGEST));
  const submit = () => {
    if (pin === "" || left > 0) return;
    onPin(pin).catch((error: unknown) => {
      const refusal = refusalOf(error);
      setPin("");
      setProblem(spoken(refusal));
      wait(Number(refusal.about.seconds ?? 0));
    });
  };
  return (
    <form className="pin" onSubmit={(event) => { event.preventDefault(); submit(); }}>
      <Face of={colleague} size={56} />
      <b>{called(colleague)}</b>
      <input type="password" inputMode="numeric" autoComplete="off" autoFocus aria-label={t("tiles.pin", { name: called(colleague) })} aria-invalid={problem !== null} aria-describedby="pin-problem" value={pin} onChange={(event) => type(event.currentTarget.value)} onKeyDown={(event) => { if (event.key === "Escape") onBack(); }} />
      <Text id="pin-problem" role="alert" size="sm" c="brick" mih={22}>{problem ?? ""}</Text>
      {left > 0 ? <Text size="sm" aria-hidden>{t("tiles.wait", { count: left })}</Text> : null}
      <div className="keys">
        {["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((digit) => <Button key={digit} {...KEY} onClick={() => type(pin + digit)}>{digit}</Button>)}
        <Button {...KEY} aria-label={t("tiles.erase")} onClick={() => setPin(pin.slice(0, -1))}>⌫</Button>
        <Button {...KEY} onClick={() => type(`${pin}0`)}>0</Button>
        <Button type="submit" size="md" disabled={pin === "" || left > 0}>{t("tiles.enter")}</Button>
      </div>
      <Group><Button variant="subtle" color="gray" onClick={onBack}>{t("tiles.others")}</Button></Group>
    </form>
  );
}
