// Ctrl+F and "/" go to the search box of the screen.
import { type RefObject, useEffect } from "react";

export function useFindKeys(box: RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const keys = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const typing = target.matches("input:not([type=checkbox]), textarea, select");
      const find = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "f";
      const slash = event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
      if ((!find && !slash) || document.querySelector('[role="dialog"]')) return;
      event.preventDefault();
      event.stopPropagation();
      box.current?.focus();
      box.current?.select();
    };
    // Before anything that takes strokes as typed, like the cells of a grid.
    window.addEventListener("keydown", keys, { capture: true });
    return () => window.removeEventListener("keydown", keys, { capture: true });
  }, [box]);
}
