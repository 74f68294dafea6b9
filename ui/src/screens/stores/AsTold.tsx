// What a customer who asks for this store gets now: the shop's own answer, asked for and not written here, so that the
// two can never say different things.
import { Select, Text } from "@mantine/core";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";

import { useAsk } from "../../data";
import { Bubble } from "../../parts/Bubble";
import { usePicture } from "../../parts/Picture";
import { type ShopView, type StoreNow, openOutside } from "../../platform";
import { LANGUAGES, languageName } from "../customers/names";

export function AsTold({ store, shop }: { store: StoreNow; shop: ShopView }) {
  const { t } = useTranslation();
  const id = useId();
  const [language, setLanguage] = useState<string>(LANGUAGES.find((code) => code === shop.language) ?? "en");
  const told = useAsk("store_told", { store: store.id, language }, { keep: true, every: 60_000 }).data;
  const picture = usePicture(told?.image, false);
  return (
    <section className="store-told" aria-labelledby={id}>
      <Text component="h3" id={id} size="sm" fw={600}>{t("stores.asSeen")}</Text>
      <Text size="xs" className="quiet" mb={6}>{t("stores.toldLead")}</Text>
      <Select mb={8} size="xs" aria-label={t("stores.toldIn")} allowDeselect={false} value={language} onChange={(value) => setLanguage(value ?? "en")} data={LANGUAGES.map((value) => ({ value, label: languageName(value) }))} />
      <div className="chat">
        {told ? <Bubble text={told.text} picture={picture} buttons={told.way ? [told.way[0]] : []} onTap={() => { if (told.way) openOutside(told.way[1]); }} /> : null}
        {told?.pin ? (
          <>
            <span className="origin told-follows">{t("stores.follows")}</span>
            <Bubble>
              <span className="note">◎ {t("bubble.place")}</span>
              <b dir="auto">{told.pin.name}</b>
              {told.pin.address === "" ? null : <span dir="auto">{told.pin.address}</span>}
              <span className="note" dir="ltr">{told.pin.lat.toFixed(5)}, {told.pin.lon.toFixed(5)}</span>
            </Bubble>
          </>
        ) : null}
      </div>
    </section>
  );
}
