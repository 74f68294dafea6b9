// Undo lives in the toast for ten seconds, and under Ctrl+Z for the last change.
import { Button, Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import i18next from "i18next";

import { complain } from "../data";

const TEN_SECONDS = 10_000;

let last: (() => void) | null = null;

/** Shows what was done with a way back. */
export function undoable(message: string, back: () => Promise<unknown>) {
  let used = false;
  const undo = () => {
    if (used) return;
    used = true;
    if (last === undo) last = null;
    notifications.hide(id);
    back().then(() => notifications.show({ message: i18next.t("app.undone"), autoClose: 2_500, withBorder: true }), complain);
  };
  const id = notifications.show({
    autoClose: TEN_SECONDS,
    withBorder: true,
    color: "leaf",
    message: (
      <Group justify="space-between" wrap="nowrap">
        <Text size="sm">{message}</Text>
        <Button size="compact-sm" variant="default" style={{ flexShrink: 0 }} onClick={undo}>
          {i18next.t("app.undo")}
        </Button>
      </Group>
    ),
  });
  last = undo;
}

/** Somebody else is at the window: what the one before did is not hers to take back. */
export function forgetUndo() {
  last = null;
  notifications.clean();
}

/** Ctrl+Z. */
export function undoLast() {
  last?.();
}
