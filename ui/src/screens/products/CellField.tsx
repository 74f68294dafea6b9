// The field inside a cell while it is typed into; a state is chosen instead.
import { useTranslation } from "react-i18next";

import { type Column, STATUSES, numeric } from "./columns";
import { headOf } from "./Head";

interface Props {
  column: Column;
  name: string;
  draft: string;
  onType: (typed: string) => void;
  onLeave: (typed: string) => void;
}

export function CellField({ column, name, draft, onType, onLeave }: Props) {
  const { t } = useTranslation();
  const label = `${name} ${headOf(t, column)}`;
  if (column === "status") {
    return (
      <select aria-label={label} autoFocus value={draft} onChange={(event) => onType(event.currentTarget.value)} onBlur={() => onLeave(draft)}>
        {STATUSES.map((status) => <option key={status} value={status}>{t(`products.state.${status}`)}</option>)}
      </select>
    );
  }
  return <input className="typed" aria-label={label} autoFocus value={draft} inputMode={numeric(column) ? "decimal" : "text"} onChange={(event) => onType(event.currentTarget.value)} onBlur={() => onLeave(draft)} dir="auto" />;
}
