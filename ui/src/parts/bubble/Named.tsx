// A product a customer's message names by its code; the code itself where the shop no longer has it.
import { useAsk } from "../../data";
import { fullName } from "../../format";

export function useNamed(code: string): string {
  const row = useAsk("product_find", { code }, { enabled: code !== "" }).data;
  return row ? fullName(row) : code;
}

export function Named({ code }: { code: string }) {
  return <>{useNamed(code)}</>;
}
