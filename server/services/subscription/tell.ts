import type { Tx } from "@/server/context";
import type { SubscriptionSettings } from "@/server/core/subscription/plan";
import { dunningSteps, standingOf } from "@/server/core/subscription/standing";
import { publicUrl } from "@/server/services/public-url";
import { tellStaff } from "@/server/services/tell-staff";
import { findSubscriber, type SubscriptionRow } from "./row";
import { unpaidInvoices } from "./unpaid";

/** What subscribers are told of: each step of dunning once, that it is over, and that a trial ends. */
export type SubscriptionNews = "past_due" | "grace" | "limited" | "mended" | "trial_ending";

const trialWarnMs = 3 * 86_400_000;

interface About {
  orgId: string;
  kind: SubscriptionNews;
  /** Said once per key and person. */
  key: string;
  amountFen: number;
  /** When the next step begins, or the trial ends. */
  until: Date | null;
}

/** Tell those who may mend it: the desks of the organization. */
async function tell(tx: Tx, { orgId, kind, key, amountFen, until }: About): Promise<void> {
  const { type } = await findSubscriber(tx, orgId);
  const area = type === "operator" ? "operator" : "hospital";
  const message = {
    template: "subscription_news",
    bookingId: null,
    key: `subscription:${kind}:${key}`,
    data: (locale: string) => ({ kind, amountFen, until, url: publicUrl(`/${locale}/${area}/subscription`) }),
  } as const;
  if (type === "hospital") return void (await tellStaff(tx, { role: "case_manager", orgId }, message));
  const heard = await tellStaff(tx, { role: "finance", orgId }, message);
  if (heard === 0) await tellStaff(tx, { role: "dispatcher", orgId }, message);
}

type Kept = Pick<SubscriptionRow, "orgId" | "status" | "pastDueSince" | "trialEnd">;

/** The step that a subscriber stands on, told once; a trial that ends within three days. */
export async function tellStanding(tx: Tx, row: Kept, settings: SubscriptionSettings): Promise<void> {
  const { orgId, trialEnd } = row;
  const since = row.pastDueSince?.getTime() ?? null;
  const standing = standingOf({ status: row.status, pastDueSince: since }, settings, tx.now.getTime());
  if (since !== null && (standing === "past_due" || standing === "grace" || standing === "limited")) {
    const unpaid = await unpaidInvoices(tx, orgId);
    const amountFen = unpaid.reduce((sum, { dueFen }) => sum + dueFen, 0);
    const { graceAt, limitedAt } = dunningSteps(since, settings);
    const until = { past_due: new Date(graceAt), grace: new Date(limitedAt), limited: null }[standing];
    return tell(tx, { orgId, kind: standing, key: `${orgId}:${since}`, amountFen, until });
  }
  if (row.status !== "trialing" || !trialEnd) return;
  if (trialEnd.getTime() - tx.now.getTime() > trialWarnMs) return;
  const key = `${orgId}:${trialEnd.getTime()}`;
  await tell(tx, { orgId, kind: "trial_ending", key, amountFen: 0, until: trialEnd });
}

/** After Stripe was asked: where the subscriber stands now, or that what was owed is paid. */
export async function tellOutcome(
  tx: Tx,
  before: SubscriptionRow,
  after: Kept,
  settings: SubscriptionSettings,
): Promise<void> {
  await tellStanding(tx, after, settings);
  const since = before.pastDueSince;
  if (!since || after.pastDueSince) return;
  const { orgId } = before;
  await tell(tx, { orgId, kind: "mended", key: `${orgId}:${since.getTime()}`, amountFen: 0, until: null });
}
