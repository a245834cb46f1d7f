import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { Messages } from "@/components/shell/messages";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import { Verdict } from "@/components/verify/verdict";
import { VerifyForm } from "@/components/verify/verify-form";
import { api } from "@/server/caller";
import { readAddressPart } from "@/server/core/address-part";
import { type VerifyInput, verifyInput } from "@/server/core/verify-input";
import { publicUrl } from "@/server/env";

interface Props {
  params: Promise<{ locale: string; serial: string }>;
  /** `m`: what the marking's code carries beside its serial. */
  searchParams: Promise<{ m?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("verify");
  return { title: t("title"), robots: { index: false } };
}

/** The verdict, or that this caller asked too often. */
async function ask(caller: Awaited<ReturnType<typeof api>>, input: VerifyInput) {
  try {
    return { verdict: await caller.certification.verify(input), tooMany: false };
  } catch (error) {
    if ((error as { code?: unknown }).code !== "TOO_MANY_REQUESTS") throw error;
    return { verdict: null, tooMany: true };
  }
}

/** The answer for one mark: public, no sign-in, read at the vehicle's door. */
export default async function VerifiedPage({ params, searchParams }: Props) {
  const [t, tError] = [await getTranslations("verify"), await getTranslations("errors")];
  const [{ locale, serial }, { m }] = [await params, await searchParams];
  const mark = readAddressPart(serial);
  if (mark === null) notFound();
  const code = [m].flat()[0];
  const caller = await api();
  const { timeZone } = await caller.region.current();
  const input = verifyInput.safeParse({ mark, code });
  const asked = input.success ? await ask(caller, input.data) : null;
  return (
    <div className="mx-auto grid max-w-2xl gap-6">
      <PageHeader title={t("title")} {...(asked?.verdict ? {} : { lead: t("lead") })} />
      {asked?.verdict ? (
        <Messages namespaces={["verify"]}>
          <Verdict
            key={asked.verdict.scanId}
            verdict={asked.verdict}
            mark={mark}
            code={code ?? null}
            timeZone={timeZone}
          />
        </Messages>
      ) : null}
      {asked?.tooMany ? <Alert tone="warn">{tError("rate.too_many")}</Alert> : null}
      <VerifyForm mark={mark} action={`/${locale}/verify`} origin={new URL(publicUrl("/")).origin} />
    </div>
  );
}
