// The automation as a customer meets it: her message, the first step, and whatever she taps next.
import { Button, SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { Bubble } from "../../parts/Bubble";
import { usePicture } from "../../parts/Picture";
import type { Automation, ShopView } from "../../platform";
import { languageName } from "../customers/names";
import { ANY, inLanguage } from "./recipe";

/** What she did: tapped this button of that step. */
interface Tap {
  step: number;
  branch: number;
}

function Step({ image, ...bubble }: { image: string | null; text: string; buttons: string[]; onTap?: (branch: number) => void }) {
  const picture = usePicture(image, false);
  return <Bubble {...bubble} picture={picture} />;
}

export function AutomationPhone({ automation, shop }: { automation: Automation; shop: ShopView }) {
  const { t } = useTranslation();
  const [taps, setTaps] = useState<Tap[]>([]);
  const languages = [...new Set(automation.steps.flatMap((step) => Object.keys(step.say)))].filter((language) => language !== ANY);
  const [chosen, setChosen] = useState(ANY);
  const language = languages.includes(chosen) ? chosen : ANY;
  const fill = (text: string) => text.replaceAll("{name}", t("automations.sampleName")).replaceAll("{shop}", shop.name).replaceAll("{opens}", t("automations.sampleOpens"));
  const { when } = automation;
  const hers = when.is === "words" ? (when.any[0] ?? "…") : when.is === "first_words" ? t("automations.sampleHello") : when.is === "closed" ? t("automations.sampleQuestion") : null;
  const shown = [{ step: 0, key: "first", tapped: null as string | null }];
  let end: "person" | "solved" | null = null;
  for (const [index, tap] of taps.entries()) {
    const branch = automation.steps[tap.step]?.branches[tap.branch];
    if (branch === undefined) break;
    const tapped = inLanguage(branch.label, language);
    if (branch.to.is === "step") shown.push({ step: branch.to.step, key: `${index}`, tapped });
    else {
      end = branch.to.is;
      shown.push({ step: -1, key: `${index}`, tapped });
    }
  }
  return (
    <aside className="phone-beside" aria-label={t("automations.phone")}>
      <Text size="sm" className="quiet" mb={8}>{t("automations.phone")}</Text>
      {languages.length > 0 ? <SegmentedControl mb={8} fullWidth size="xs" aria-label={t("automations.phoneLanguage")} value={language} onChange={setChosen} data={[{ value: ANY, label: t("automations.anyLanguage") }, ...languages.map((value) => ({ value, label: languageName(value) }))]} /> : null}
      <div className="chat" aria-live="polite">
        {hers === null ? null : <Bubble mine text={hers} />}
        {shown.map(({ step, key, tapped }, index) => {
          const one = automation.steps[step];
          const last = index === shown.length - 1;
          return (
            <div key={key} style={{ display: "contents" }}>
              {tapped === null ? null : <Bubble mine text={tapped} />}
              {one ? <Step image={one.image} text={fill(inLanguage(one.say, language))} buttons={one.link === null ? one.branches.map((branch) => inLanguage(branch.label, language)) : [t("automations.openPage")]} {...(last && one.link === null ? { onTap: (branch: number) => setTaps([...taps.slice(0, index), { step, branch }]) } : {})} /> : null}
            </div>
          );
        })}
        {end === null ? null : <Text size="sm" ta="center" className="origin">{t(`automations.end.${end}`)}</Text>}
      </div>
      {taps.length > 0 ? <Button mt={8} size="compact-sm" variant="default" onClick={() => setTaps([])}>{t("automations.again")}</Button> : null}
    </aside>
  );
}
