import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "@/components/ui/page-header";
import { VerifyForm } from "@/components/verify/verify-form";
import { redirect } from "@/messages/navigation";
import { publicUrl } from "@/server/env";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("verify");
  return { title: t("title") };
}

/** Somebody stands before a vehicle and wants to know whether it may carry patients. */
export default async function VerifyPage({
  params,
  searchParams,
}: {
  params: Promise<{ locale: string }>;
  searchParams: Promise<{ mark?: string }>;
}) {
  const [t, { locale }, { mark }] = [await getTranslations("verify"), await params, await searchParams];
  if (mark) redirect({ href: `/verify/${encodeURIComponent(mark.trim())}`, locale });
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader title={t("title")} lead={t("lead")} />
      <VerifyForm mark="" action={`/${locale}/verify`} origin={new URL(publicUrl("/")).origin} />
    </div>
  );
}
