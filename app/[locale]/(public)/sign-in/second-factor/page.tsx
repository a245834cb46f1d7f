import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EnrolmentGuide } from "@/components/account/enrolment-guide";
import { FactorForm } from "@/components/account/factor-form";
import { Messages } from "@/components/shell/messages";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/messages/navigation";
import { api } from "@/server/caller";
import { ownAddress } from "@/server/core/area";
import { nextStep, whoIsHere } from "../../../frame";
import { leave } from "../../../session-actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.factor");
  return { title: t("title") };
}

interface PageProps {
  params: Promise<{ locale: string }>;
  searchParams: Promise<{ return?: string | string[] }>;
}

/** The second factor of staff: set up at the first sign-in, given at every later one. */
export default async function SecondFactorPage({ params, searchParams }: PageProps) {
  const [{ locale }, query, me] = [await params, await searchParams, await whoIsHere()];
  const wanted = ownAddress([query.return].flat()[0]);
  const suffix = wanted ? `?return=${encodeURIComponent(wanted)}` : "";
  if (!me.person) return redirect({ href: `/sign-in${suffix}`, locale });
  if (!me.person.missing) return redirect({ href: nextStep(me.person, wanted), locale });
  const t = await getTranslations("account.factor");
  // Asked again it is the same secret, so that a reload does not spoil what was scanned.
  const enrolment = me.person.missing === "enrol" ? await (await api()).account.enrol() : null;
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader title={t(enrolment ? "enrolTitle" : "title")} lead={t(enrolment ? "enrolLead" : "lead")} />
      <div className="grid gap-5">
        {enrolment ? (
          <Card>
            <EnrolmentGuide {...enrolment} />
          </Card>
        ) : null}
        <Card title={enrolment ? t("confirmTitle") : undefined}>
          {enrolment ? <p className="mb-4 text-ink-soft">{t("confirmText")}</p> : null}
          <Messages namespaces={["shell", "account"]}>
            <FactorForm
              nextHref={`/${locale}/sign-in${suffix}`}
              submitLabel={t(enrolment ? "confirm" : "submit")}
            />
          </Messages>
        </Card>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-ink-soft text-sm">{enrolment ? null : t("lost")}</p>
          <form action={leave}>
            <Button type="submit" variant="quiet">
              {t("other")}
            </Button>
          </form>
        </div>
      </div>
    </div>
  );
}
