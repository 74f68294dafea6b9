// An empty screen teaches, with one button.
import { Button, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";

export function Empty({ title, lead, action, onAction, children }: { title: string; lead?: string; action?: string; onAction?: () => void; children?: ReactNode }) {
  return (
    <Stack align="center" gap={8} py={56} px={16}>
      <Text size="lg" fw={600}>
        {title}
      </Text>
      {lead ? <Text ta="center" maw={460} className="quiet">{lead}</Text> : null}
      {action && onAction ? <Button mt={8} onClick={onAction}>{action}</Button> : null}
      {children}
    </Stack>
  );
}
