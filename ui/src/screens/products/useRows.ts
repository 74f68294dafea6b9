// The rows of products behind the order of a view, and rows wherever they are.
import { usePages } from "../../parts/usePages";
import { type ProductRow, call } from "../../platform";

const page = (variants: number[]) => ({ queryKey: ["products_rows", { variants }], queryFn: () => call("products_rows", { variants }) });

export const useRows = (order: readonly number[]) => usePages<ProductRow>(order, page);

/** Rows wherever they are, a few hundred at once. */
export async function fetchRows(ids: readonly number[]): Promise<ProductRow[]> {
  const parts: Promise<ProductRow[]>[] = [];
  for (let at = 0; at < ids.length; at += 500) parts.push(call("products_rows", { variants: ids.slice(at, at + 500) }));
  return (await Promise.all(parts)).flat();
}
