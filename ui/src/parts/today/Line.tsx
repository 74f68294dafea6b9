// One thing to do: what it is, and what to do about it.
import { Group } from "@mantine/core";
import type { ReactNode } from "react";

export function Line({ sign, children, actions }: { sign: ReactNode; children: ReactNode; actions?: ReactNode }) {
  return (
    <div className="todo">
      <span className="sign" aria-hidden>{sign}</span>
      <div className="what">{children}</div>
      <Group gap={8} justify="flex-end" className="steps">{actions}</Group>
    </div>
  );
}
