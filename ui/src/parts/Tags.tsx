// A line of tags that is kept as it is chosen. What is chosen stands at once, and the next choice adds to it while the
// one before is still on its way: read from what is kept alone, a quick second choice would take the first one back.
import { TagsInput, type TagsInputProps } from "@mantine/core";
import { useRef, useState } from "react";

interface Props extends Omit<TagsInputProps, "value" | "onChange" | "defaultValue"> {
  /** As it is kept. */
  value: string[];
  /** Keeps the whole line; done when what is kept has been read again. */
  onKeep: (tags: string[]) => Promise<unknown>;
}

export function Tags({ value, onKeep, ...props }: Props) {
  const [chosen, setChosen] = useState<string[] | null>(null);
  const last = useRef<Promise<unknown>>(Promise.resolve());
  const choose = async (tags: string[]) => {
    setChosen(tags);
    const keep = () => onKeep(tags);
    const mine = last.current.then(keep, keep);
    last.current = mine;
    try {
      await mine;
    } finally {
      if (last.current === mine) setChosen(null);
    }
  };
  return <TagsInput {...props} value={chosen ?? value} onChange={(tags) => void choose(tags)} />;
}
