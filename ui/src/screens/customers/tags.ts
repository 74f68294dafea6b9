// The shop's own tags: those on people's cards, the commonest first, and those groups ask for.
import { useMemo } from "react";

import { useAsk } from "../../data";
import { parted } from "./who/conditions";

export function useTags(): string[] {
  const carried = useAsk("tags_list", {}, { keep: true }).data;
  const groups = useAsk("segments_list", {}, { keep: true }).data;
  return useMemo(() => {
    const tags = (carried ?? []).map((one) => one.tag);
    const known = new Set(tags.map((tag) => tag.toLowerCase()));
    const asked = (groups ?? []).flatMap((group) => group.audience.conditions).flatMap((condition) => {
      const { bare } = parted(condition);
      return bare.is === "tagged" && bare.tag !== "" ? [bare.tag] : [];
    });
    return [...tags, ...new Set(asked.filter((tag) => !known.has(tag.toLowerCase())))];
  }, [carried, groups]);
}
