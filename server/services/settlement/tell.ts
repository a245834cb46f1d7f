import type { Tx } from "@/server/context";
import type { SettlementNews } from "@/server/core/settlement/payout";
import { publicUrl } from "@/server/services/public-url";
import { tellStaff } from "@/server/services/tell-staff";

interface News {
  kind: SettlementNews;
  /** What it is about, once per `key`. */
  number: string;
  key: string;
  amountFen: number;
}

const message = ({ kind, number, key, amountFen }: News, page: string) =>
  ({
    template: "settlement_news",
    bookingId: null,
    key: `${kind}:${key}`,
    data: (locale: string) => ({ kind, number, amountFen, url: publicUrl(`/${locale}/${page}`) }),
  }) as const;

/** Tell the region's finance desk, or the regulator where it has none. */
export async function tellRegion(tx: Tx, news: News, page: string): Promise<void> {
  const desk = await tellStaff(tx, { role: "finance", type: "regulator" }, message(news, `finance/${page}`));
  if (desk === 0)
    await tellStaff(tx, { role: "regulator", type: "regulator" }, message(news, "regulator/payouts"));
}

/** Tell an operator's own finance desk, or its dispatchers where it has none. */
export async function tellOperator(tx: Tx, orgId: string, news: News, page: string): Promise<void> {
  const own = await tellStaff(tx, { role: "finance", orgId }, message(news, `finance/${page}`));
  if (own === 0) await tellStaff(tx, { role: "dispatcher", orgId }, message(news, "operator/statements"));
}
