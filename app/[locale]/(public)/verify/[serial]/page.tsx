import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { VerdictCard } from "@/components/verify/verdict-card";
import { VerifyForm } from "@/components/verify/verify-form";
import { api } from "@/server/caller";
import { verifyInput } from "@/server/core/verify-input";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("verify");
  return { title: t("title"), robots: { index: false } };
}

/** The answer for one mark: public, no sign-in, read at the vehicle's door. */
export default async function VerifiedPage({
  params,
}: {
  params: Promise<{ locale: string; serial: string }>;
}) {
  const [t, { locale, serial }] = [await getTranslations("verify"), await params];
  const mark = decodeURIComponent(serial);
  const caller = await api();
  const { timeZone } = await caller.region.current();
  const input = verifyInput.safeParse({ mark });
  const verdict = input.success ? await caller.certification.verify(input.data) : null;
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <PageHeader title={t("title")} lead={t("lead")} />
      {verdict ? <VerdictCard verdict={verdict} mark={mark} timeZone={timeZone} /> : null}
      <VerifyForm mark={mark} action={`/${locale}/verify`} />
    </div>
  );
}
