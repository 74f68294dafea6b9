// A product's picture, fetched once and kept.
import { useQuery } from "@tanstack/react-query";

import { call } from "../platform";

export function usePicture(hash: string | null | undefined, small: boolean) {
  return useQuery({ queryKey: ["picture", hash, small], queryFn: () => call("picture", { hash: hash ?? "", small }), enabled: Boolean(hash), staleTime: Infinity, gcTime: Infinity }).data;
}

export function Picture({ hash }: { hash: string | null }) {
  const url = usePicture(hash, true);
  return url ? <img className="picture" src={url} alt="" /> : <span className="picture" aria-hidden />;
}
