import { getTranslations } from "next-intl/server";
import { AccountChecks } from "@/components/settlement/account-checks";
import type { PayoutDesk } from "@/components/settlement/batch-deeds";
import { BatchList } from "@/components/settlement/batch-list";
import { Payables } from "@/components/settlement/payables";
import { api } from "@/server/caller";

/** Accounts to check, what can be paid, and the batches, for the desk of finance or of the regulator. */
export async function PayoutParts({ desk }: { desk: PayoutDesk }) {
  const [t, caller] = [await getTranslations("settlement.payout"), await api()];
  const batches = (
    <section aria-labelledby="batches">
      <h2 id="batches" className="mb-3 text-xl">
        {t("batches")}
      </h2>
      <BatchList initial={await caller.settlement.batches()} desk={desk} />
    </section>
  );
  const payables = <Payables initial={await caller.settlement.payables()} mayPropose={desk === "finance"} />;
  return (
    <div className="grid gap-8">
      <AccountChecks initial={await caller.settlement.accounts()} />
      {desk === "finance" ? payables : batches}
      {desk === "finance" ? batches : payables}
    </div>
  );
}
