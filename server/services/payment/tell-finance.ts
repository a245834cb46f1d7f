import type { Tx } from "@/server/context";
import type { MoneyAlarm } from "@/server/core/payment";
import { publicUrl } from "@/server/services/public-url";
import { tellStaff } from "@/server/services/tell-staff";
import { bookingOf } from "@/server/services/trip/tell";

interface Alarm {
  kind: MoneyAlarm;
  /** The refund or payment it is about. */
  id: string;
  bookingId: string;
  /** Whose books it stands in. */
  orgId: string | null;
  amountFen: number;
}

/**
 * Money needs a person: told to the finance desks of the region and of the operator, else to the regulator, once; each with
 * the page that its readers can open.
 */
export async function tellFinance(tx: Tx, alarm: Alarm): Promise<void> {
  const { kind, id, bookingId, orgId, amountFen } = alarm;
  const { number } = await bookingOf(tx, bookingId);
  const messageTo = (page: string) =>
    ({
      template: "money_alarm",
      bookingId,
      key: `${kind}:${id}`,
      data: (locale: string) => ({
        kind,
        bookingNumber: number,
        amountFen,
        url: publicUrl(`/${locale}/${page}`),
      }),
    }) as const;
  const isInsurance = kind === "insurance_unknown";
  const message = messageTo(isInsurance ? "finance/insurance" : `finance/payments?show=${kind}`);
  const own = orgId ? await tellStaff(tx, { role: "finance", orgId }, message) : 0;
  const desk = await tellStaff(tx, { role: "finance", type: "regulator" }, message);
  if (own + desk > 0) return;
  const instead = messageTo(isInsurance ? "regulator/insurance" : `regulator/payments#${kind}`);
  const heard = await tellStaff(tx, { role: "regulator", type: "regulator" }, instead);
  if (heard === 0) console.error("payment.alarm_unheard", tx.region.id, kind, id);
}
