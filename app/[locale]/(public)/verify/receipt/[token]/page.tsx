import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { formatInstant } from "@/components/ui/instant";
import { formatMoney } from "@/components/ui/money";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { billingCheckReceipt } from "@/server/core/billing-input";

interface Props {
  params: Promise<{ token: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("receipt-check");
  return { title: t("title"), robots: { index: false }, referrer: "no-referrer" };
}

/** Whether a receipt in the hand was printed by the platform, and how it stands now: public, no sign-in, nobody's name. */
export default async function CheckedReceiptPage({ params }: Props) {
  const [t, locale, { token }] = [await getTranslations("receipt-check"), await getLocale(), await params];
  const input = billingCheckReceipt.safeParse({ token: decodeURIComponent(token) });
  const caller = await api();
  const checked = input.success ? await caller.billing.checkReceipt(input.data) : null;
  const { timeZone } = await caller.region.current();
  const mark = checked?.mark;
  if (!mark)
    return (
      <div className="mx-auto grid max-w-2xl gap-6">
        <PageHeader title={t("title")} />
        <Alert tone="danger" title={t("forged")}>
          {t("forgedText")}
        </Alert>
      </div>
    );
  const zone = checked.timeZone ?? timeZone;
  const money = (fen: number) => formatMoney(fen, locale);
  const at = (instant: string) => formatInstant(instant, "dateTime", zone, locale);
  const { now } = checked;
  const isSame = now !== null && now.totalFen === mark.totalFen && now.paidFen === mark.paidFen;
  const printed = [
    { term: t("number"), value: mark.number },
    { term: t("operator"), value: mark.operatorZh },
    { term: t("issuedAt"), value: at(mark.issuedAt) },
    { term: t("total"), value: money(mark.totalFen) },
    { term: t("paid"), value: money(mark.paidFen) },
    { term: t("printedAt"), value: at(mark.printedAt) },
  ];
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <PageHeader title={t("title")} />
      <Alert tone="ok" title={t(`genuine.${mark.kind}`)}>
        {t("genuineText")}
      </Alert>
      <Card title={t("printed")}>
        <DescriptionList items={printed} />
      </Card>
      {now ? (
        <Alert tone={isSame ? "ok" : "warn"} title={t(isSame ? "same" : "changed")}>
          {t("now", {
            total: money(now.totalFen),
            paid: money(now.paidFen),
            refunded: money(now.refundedFen),
          })}
        </Alert>
      ) : (
        <Alert tone="warn" title={t("gone")} />
      )}
    </div>
  );
}
