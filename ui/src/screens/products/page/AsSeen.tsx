// How customers see it: the chat's own colours, the price of this moment, whether it can be had.
import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { fullName, money, portions } from "../../../format";
import { Bubble } from "../../../parts/Bubble";
import { usePicture } from "../../../parts/Picture";
import type { ProductCard, ShopView, VariantCard } from "../../../platform";
import { there as chosable } from "./Choices";
import { onSale } from "./Variants";

export function AsSeen({ card, of, shop }: { card: ProductCard; of: VariantCard; shop: ShopView }) {
  const { t } = useTranslation();
  const picture = usePicture(card.pictures.find((one) => one.hash !== null)?.hash, false);
  const amount = (minor: number) => money(minor, shop.currency, shop.currency_digits);
  const sale = onSale(of, shop.now);
  const there = of.uncounted === null ? portions(of) > 0 : of.uncounted === "available";
  const hidden = of.status !== "active" ? t("products.page.hidden") : card.away ? t("products.page.hiddenAway") : null;
  return (
    <section className="product-seen" aria-labelledby="product-seen">
      <Text component="h3" id="product-seen" size="sm" fw={600} mb={6}>{t("products.page.seen")}</Text>
      <div className="chat">
        <Bubble picture={picture} buttons={[there || card.made_to_order ? t("products.page.keep") : t("products.page.tellMe")]}>
          <b dir="auto">{fullName(of)}</b>
          <span>
            {of.price === null && !sale ? t("products.onRequest") : null}
            {sale && of.sale_price !== null ? <><b className="inline">{amount(of.sale_price)}</b> {of.price === null ? null : <s>{amount(of.price)}</s>}</> : null}
            {!sale && of.price !== null ? <b className="inline">{amount(of.price)}</b> : null}
          </span>
          <span className="note">{card.made_to_order ? `✎ ${t("products.page.madeToOrder")}` : there ? `✓ ${t("products.page.inStock")}` : `— ${t("products.page.soldOut")}`}</span>
          {card.choices.map((group) => (
            <span key={group.name} className="note" dir="auto">
              {group.name}: {group.options.filter((option) => chosable(option, shop.now)).map((option) => (option.extra === 0 ? option.name : `${option.name} +${amount(option.extra)}`)).join(", ")}
            </span>
          ))}
          {card.description === "" ? null : <span className="note clipped" dir="auto">{card.description}</span>}
        </Bubble>
      </div>
      {hidden === null ? null : <Text size="sm" mt={8}>⚠ {hidden}</Text>}
    </section>
  );
}
