// Somebody who works here, as a coloured round with her initial.
import type { Colleague } from "../platform";
import { called } from "../format";

export function Face({ of, size = 28 }: { of: Pick<Colleague, "name" | "role" | "colour">; size?: number }) {
  return <span className="face" aria-hidden style={{ background: of.colour, width: size, height: size, fontSize: size * 0.45 }}>{called(of).slice(0, 1).toUpperCase()}</span>;
}
