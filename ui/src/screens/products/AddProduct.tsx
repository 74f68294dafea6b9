// A product added by hand, with its variants.
import { Button, Group, Modal, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { act } from "../../data";
import { PIECES, UNITS } from "./page/About";

export function AddProduct({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState("");
  const [unit, setUnit] = useState("piece");
  const [step, setStep] = useState("");
  const cut = !PIECES.has(unit);
  const [variants, setVariants] = useState([{ label: "", price: "", stock: "0", sku: "" }]);
  const set = (index: number, part: Partial<(typeof variants)[number]>) => setVariants((all) => all.map((v, i) => (i === index ? { ...v, ...part } : v)));
  const add = async () => {
    const done = await act("product_add", { title, description: "", category: "", unit, step: cut ? step : "", picture: null, variants: variants.map((v) => ({ label: v.label, price: v.price, stock: v.stock, sku: v.sku === "" ? null : v.sku, barcode: null })) });
    if (done) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t("products.new")} size="lg" closeButtonProps={{ "aria-label": t("app.close") }}>
      <form onSubmit={(e) => { e.preventDefault(); void add(); }}>
        <TextInput label={t("products.name")} value={title} onChange={(e) => setTitle(e.currentTarget.value)} required data-autofocus />
        <Group mt={8} gap={8} grow align="flex-end">
          <Select label={t("products.page.unit")} allowDeselect={false} value={unit} onChange={(next) => setUnit(next ?? unit)} data={UNITS.map((value) => ({ value, label: t(`products.page.units.${value}`) }))} />
          {cut ? <TextInput label={t("products.page.step")} description={t("products.page.stepHint")} inputMode="decimal" placeholder="1" value={step} onChange={(e) => setStep(e.currentTarget.value)} /> : <span />}
        </Group>
        {variants.map((v, i) => (
          // Rows have no identity but their place while the form is open.
          // oxlint-disable-next-line react/no-array-index-key
          <Group key={i} mt={8} gap={8} grow>
            <TextInput label={t("products.variant")} placeholder={t("products.labelHint")} value={v.label} onChange={(e) => set(i, { label: e.currentTarget.value })} />
            <TextInput label={t("products.price")} value={v.price} onChange={(e) => set(i, { price: e.currentTarget.value })} />
            <TextInput label={t("products.stock")} inputMode="decimal" value={v.stock} onChange={(e) => set(i, { stock: e.currentTarget.value })} />
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
