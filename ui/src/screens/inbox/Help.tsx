// The keys of the inbox, written down.
import { Kbd, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";

const KEYS: [string, "walk" | "open" | "back" | "reply" | "send" | "close" | "assign" | "snooze" | "unread" | "search" | "next" | "quick" | "help"][] = [
  ["J K ↑ ↓", "walk"], ["Enter", "open"], ["Esc", "back"], ["R", "reply"], ["Ctrl Enter", "send"], ["E", "close"], ["A", "assign"], ["S", "snooze"], ["U", "unread"], ["/", "search"], ["Alt ↑ ↓", "next"], ["/…", "quick"], ["?", "help"],
];

export function Help({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened onClose={onClose} title={t("inbox.help.title")} closeButtonProps={{ "aria-label": t("app.close") }}>
      <dl className="facts keys-list">{KEYS.map(([key, what]) => <div key={what}><dt><Kbd>{key}</Kbd></dt><dd>{t(`inbox.help.${what}`)}</dd></div>)}</dl>
    </Modal>
  );
}
