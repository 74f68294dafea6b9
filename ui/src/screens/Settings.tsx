// Settings: one page each for shop, answers, connection, people, money, history and spare key. Staff see how the window looks.
import { Tabs } from "@mantine/core";
import { useTranslation } from "react-i18next";

import type { Go } from "../App";
import type { HouseState, ShopView } from "../platform";
import { Answers } from "./settings/Answers";
import { Appearance } from "./settings/Appearance";
import { Connection } from "./settings/Connection";
import { Conversations } from "./settings/Conversations";
import { Delivery } from "./settings/Delivery";
import { Guides } from "./settings/Guides";
import { History } from "./settings/History";
import { Imports } from "./settings/Imports";
import { Keeping } from "./settings/Keeping";
import { Leave } from "./settings/Leave";
import { Model } from "./settings/Model";
import { Money } from "./settings/Money";
import { People } from "./settings/People";
import { Rules } from "./settings/Rules";
import { SpareKey } from "./settings/SpareKey";
import { Watched } from "./settings/Watched";

const PAGES = ["shop", "answers", "connect", "people", "money", "history", "spare"] as const;

interface Props {
  shop: ShopView;
  house: HouseState;
  owner: boolean;
  page: string | null;
  go: Go;
}

export function Settings({ shop, house, owner, page, go }: Props) {
  const { t } = useTranslation();
  if (!owner) return <div className="page"><Appearance /></div>;
  const at = PAGES.find((p) => p === page) ?? "shop";
  return (
    <Tabs value={at} onChange={(to) => go("settings", to ?? "shop")} keepMounted={false}>
      <Tabs.List mb={16} aria-label={t("settings.title")}>{PAGES.map((p) => <Tabs.Tab key={p} value={p}>{t(`settings.tabs.${p}`)}</Tabs.Tab>)}</Tabs.List>
      <Tabs.Panel value="shop"><div className="page"><Appearance /><Rules shop={shop} /><Delivery shop={shop} /><Conversations shop={shop} /><Keeping shop={shop} /><Watched shop={shop} /><Imports shop={shop} /><Leave /></div></Tabs.Panel>
      <Tabs.Panel value="answers"><div className="page"><Answers shop={shop} /><Guides shop={shop} /><Model shop={shop} /></div></Tabs.Panel>
      <Tabs.Panel value="connect"><div className="page"><Connection shop={shop} house={house} /></div></Tabs.Panel>
      <Tabs.Panel value="people"><div className="page"><People shop={shop} house={house} /></div></Tabs.Panel>
      <Tabs.Panel value="money"><div className="page"><Money shop={shop} /></div></Tabs.Panel>
      <Tabs.Panel value="history"><div className="page"><History shop={shop} /></div></Tabs.Panel>
      <Tabs.Panel value="spare"><div className="page"><SpareKey demo={house.phone} /></div></Tabs.Panel>
    </Tabs>
  );
}
