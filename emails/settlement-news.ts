import { z } from "zod";
import { defineTemplate } from "@/emails/define-template";
import { fen, link, region } from "@/emails/parts";
import { formatFen } from "@/server/core/money";
import { settlementNews as kinds } from "@/server/core/settlement/payout";

const schema = z.object({
  region,
  kind: z.enum(kinds),
  /** Of the dispute, the account's last digits, or the payout's reference. */
  number: z.string(),
  amountFen: fen,
  url: link,
});

/** News between an operator's desk and the region's finance desk: disputes about lines, accounts to check, payouts. */
export const settlementNews = defineTemplate({
  name: "settlementNews",
  schema,
  sms: true,
  fill: ({ kind, number, amountFen, url }, t) => ({
    values: { kind, number, amount: formatFen(amountFen, t.locale), url },
    facts: [],
    ...(amountFen === 0 ? {} : { totalFen: { label: "amount", fen: amountFen } }),
    actionUrl: url,
    notes: [],
  }),
});
