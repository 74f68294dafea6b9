// A voice note: spoken into the window, listened to, sent; or a file of sound where the window cannot record.
import { Button, FileButton, Group, Modal, Text } from "@mantine/core";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

import { act } from "../../../data";
import { base64 } from "../../../parts/file";
import { type Recording, useRecorder } from "./recorder";

/** Pressed longer than this, the button is held: letting go ends it. */
const HELD = 500;
/** Beyond this her phone downloads it before it plays. */
const LONG = 170_000;
/** So long without a sound, the microphone is off. */
const SILENT = 2_500;

const time = (ms: number) => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1_000) % 60).padStart(2, "0")}`;

interface Props {
  customer: number;
  quoted: number | null;
  onClose: () => void;
  onSent: () => void;
}

export function VoiceDialog({ customer, quoted, onClose, onSent }: Props) {
  const { t } = useTranslation();
  const { recording, start, stop, cancel, take } = useRecorder();
  const [busy, setBusy] = useState(false);
  const send = async (sound: Blob) => {
    setBusy(true);
    const sent = await act("conversation_voice", { customer, data: await base64(sound), reply_to: quoted });
    setBusy(false);
    if (sent !== null) onSent();
  };
  const file = <FileButton accept="audio/*" onChange={(chosen) => { if (chosen) take(chosen); }}>{(props) => <Button variant={recording.is === "refused" ? "filled" : "subtle"} {...(recording.is === "refused" ? {} : { color: "gray" })} {...props}>{t("voice.file")}</Button>}</FileButton>;
  return (
    <Modal opened onClose={onClose} title={t("inbox.insert.voice")} closeButtonProps={{ "aria-label": t("app.close") }}>
      <div className="recorder">
        {recording.is === "refused" ? <Text role="alert">{t(`voice.why.${recording.why}`)} {t("voice.instead")}</Text> : null}
        {recording.is === "done" ? <Listen sound={recording.sound} ms={recording.ms} /> : <Record recording={recording} onStart={() => void start()} onStop={() => void stop()} />}
        <Group gap={8} justify="center">
          {recording.is === "recording" || recording.is === "asking" ? <Button variant="default" onClick={cancel}>{t("app.cancel")}</Button> : null}
          {recording.is === "done" ? <Button variant="default" onClick={cancel}>{t("voice.again")}</Button> : null}
          {recording.is === "done" ? <Button data-autofocus loading={busy} onClick={() => void send(recording.sound)}>{t("customers.send")}</Button> : null}
          {recording.is === "idle" || recording.is === "refused" ? file : null}
        </Group>
      </div>
    </Modal>
  );
}

function Record({ recording, onStart, onStop }: { recording: Recording; onStart: () => void; onStop: () => void }) {
  const { t } = useTranslation();
  const on = recording.is === "recording";
  /** When it was pressed, and whether that press began the recording. */
  const press = useRef<{ at: number; began: boolean } | null>(null);
  /** The click that follows is the end of a press, and not a key's. */
  const pressed = useRef(false);
  const down = (event: React.PointerEvent<HTMLButtonElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    pressed.current = true;
    press.current = { at: performance.now(), began: !on };
    if (!on && recording.is !== "asking") onStart();
  };
  const up = () => {
    const now = press.current;
    press.current = null;
    if (now && (!now.began || performance.now() - now.at > HELD)) onStop();
  };
  // A key has no press to hold: it begins and ends.
  const click = () => {
    if (!pressed.current) (on ? onStop : onStart)();
    pressed.current = false;
  };
  return (
    <>
      <button type="button" className="record" data-on={on} data-autofocus onPointerDown={down} onPointerUp={up} onPointerCancel={up} onKeyDown={() => { pressed.current = false; }} onClick={click}>{t(on ? "voice.stop" : "voice.record")}</button>
      {on ? (
        <>
          <span className="recorded" role="timer">{time(recording.ms)}</span>
          <div className="level" role="meter" aria-label={t("voice.level")} aria-valuemin={0} aria-valuemax={100} aria-valuenow={Math.round(recording.level * 100)}><span style={{ width: `${Math.round(recording.level * 100)}%` }} /></div>
          {recording.ms > SILENT && !recording.heard ? <Text size="sm" role="status">{t("voice.silent")}</Text> : null}
          {recording.ms > LONG ? <Text size="sm" role="status">{t("voice.long")}</Text> : null}
        </>
      ) : <Text size="sm" className="quiet" role="status">{t(recording.is === "asking" ? "voice.asking" : "voice.lead")}</Text>}
    </>
  );
}

function Listen({ sound, ms }: { sound: Blob; ms: number | null }) {
  const { t } = useTranslation();
  const url = useMemo(() => URL.createObjectURL(sound), [sound]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  const player = useRef<HTMLAudioElement>(null);
  const [plays, setPlays] = useState(false);
  const flip = () => {
    if (plays) player.current?.pause();
    // What this window cannot play can still be sent.
    else void player.current?.play().catch(() => setPlays(false));
  };
  const what = sound instanceof File ? sound.name : ms === null ? "" : time(ms);
  return (
    <>
      {/* A recording knows no length of its own, so the browser's own bar would show none. */}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption */}
      <audio ref={player} src={url} onPlay={() => setPlays(true)} onPause={() => setPlays(false)} onEnded={() => setPlays(false)} />
      <span className="recorded" role="status" dir="auto">{t("voice.recorded", { what })}</span>
      <Button variant="default" onClick={flip}>{plays ? "◼" : "▶"} {t(plays ? "voice.quiet" : "voice.listen")}</Button>
      {ms !== null && ms > LONG ? <Text size="sm">{t("voice.long")}</Text> : null}
    </>
  );
}
