// Copying a text: by the clipboard, or out of a hidden field where the page may not use it.
import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

async function copied(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    field.style.position = "fixed";
    field.style.opacity = "0";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

export function CopyButton({ text, label, size = "sm" }: { text: string; label: string; size?: string }) {
  const { t } = useTranslation();
  const [said, setSaid] = useState<"copied" | "cannotCopy" | null>(null);
  useEffect(() => {
    if (said === null) return;
    const later = setTimeout(() => setSaid(null), 2_500);
    return () => clearTimeout(later);
  }, [said]);
  return (
    <Button variant="default" size={size} onClick={async () => setSaid((await copied(text)) ? "copied" : "cannotCopy")}>
      <span aria-live="polite">{said ? t(`copy.${said}`) : label}</span>
    </Button>
  );
}
