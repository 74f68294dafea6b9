// One product as a page beside the grid: what it is, its variants, what became of its stock, how customers see it.
import { Drawer, Select, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { sentence, useAsk } from "../../../data";
import type { ProductCard, ShopView } from "../../../platform";
import { Ledger } from "../Ledger";
import type { EditsOf } from "../useEdits";
import { About } from "./About";
import { AsSeen } from "./AsSeen";
import { Choices } from "./Choices";
import { Variants } from "./Variants";

interface Props {
  variant: number;
  shop: ShopView;
  owner: boolean;
  edits: EditsOf;
  onClose: () => void;
  onTell: (variant: number) => void;
}

export function ProductPage({ variant, shop, owner, edits, onClose, onTell }: Props) {
  const { t } = useTranslation();
  const card = useAsk("product_get", { variant }, { keep: true });
  return (
    <Drawer opened onClose={onClose} position="right" size="min(760px, 100vw)" title={<Text component="span" fw={600} size="lg" dir="auto">{card.data?.title ?? t("app.loading")}</Text>} closeButtonProps={{ "aria-label": t("app.close") }}>
      {card.error ? <Text role="alert" c="brick">{sentence(card.error)}</Text> : null}
      {card.data ? <Page card={card.data} variant={variant} shop={shop} owner={owner} edits={edits} onTell={onTell} /> : null}
    </Drawer>
  );
}

function Page({ card, variant, shop, owner, edits, onTell }: Omit<Props, "onClose"> & { card: ProductCard }) {
  const { t } = useTranslation();
  const [looked, setLooked] = useState(String(variant));
  const one = card.variants.find((v) => String(v.id) === looked) ?? card.variants[0];
  if (!one) return null;
  return (
    <div className="product-page">
      <div className="product-top">
        <About card={card} of={one} edits={edits} />
        <AsSeen card={card} of={one} shop={shop} />
      </div>
      <Variants card={card} shop={shop} owner={owner} edits={edits} onTell={onTell} />
      <Choices card={card} shop={shop} />
      <section aria-labelledby="product-history">
        <div className="product-head">
          <Text component="h3" id="product-history" fw={600} size="lg">{t("products.page.history")}</Text>
          {card.variants.length > 1 ? <Select size="xs" aria-label={t("products.variant")} allowDeselect={false} value={String(one.id)} onChange={(next) => setLooked(next ?? looked)} data={card.variants.map((v) => ({ value: String(v.id), label: v.label || v.title }))} /> : null}
        </div>
        <Ledger variant={one.id} unit={one.unit} shop={shop} />
      </section>
    </div>
  );
}
