// A product added by hand, with its variants.
import { Button, Group, Modal, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act } from "../../data";

export function AddProduct({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState("");
  const [variants, setVariants] = useState([{ label: "", price: "", stock: "0", sku: "" }]);
  const set = (index: number, part: Partial<(typeof variants)[number]>) => setVariants((all) => all.map((v, i) => (i === index ? { ...v, ...part } : v)));
  const add = async () => {
    const done = await act("product_add", { title, description: "", category: "", unit: "piece", picture: null, variants: variants.map((v) => ({ label: v.label, price: v.price, stock: Number(v.stock) || 0, sku: v.sku === "" ? null : v.sku, barcode: null })) });
    if (done) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t("products.new")} size="lg" closeButtonProps={{ "aria-label": t("app.close") }}>
      <form onSubmit={(e) => { e.preventDefault(); void add(); }}>
        <TextInput label={t("products.name")} value={title} onChange={(e) => setTitle(e.currentTarget.value)} required data-autofocus />
        {variants.map((v, i) => (
          // Rows have no identity but their place while the form is open.
          // oxlint-disable-next-line react/no-array-index-key
          <Group key={i} mt={8} gap={8} grow>
            <TextInput label={t("products.variant")} placeholder={t("products.labelHint")} value={v.label} onChange={(e) => set(i, { label: e.currentTarget.value })} />
            <TextInput label={t("products.price")} value={v.price} onChange={(e) => set(i, { price: e.currentTarget.value })} />
            <TextInput label={t("products.stock")} inputMode="numeric" value={v.stock} onChange={(e) => set(i, { stock: e.currentTarget.value })} />
            <TextInput label={t("products.sku")} value={v.sku} onChange={(e) => set(i, { sku: e.currentTarget.value })} />
          </Group>
        ))}
        <Group mt={16} justify="space-between">
          <Button variant="default" onClick={() => setVariants((all) => [...all, { label: "", price: all.at(-1)?.price ?? "", stock: "0", sku: "" }])}>{t("products.addVariant")}</Button>
          <Button type="submit">{t("app.save")}</Button>
        </Group>
      </form>
    </Modal>
  );
}
