import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { MembershipChoice } from "@/components/account/membership-choice";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/messages/navigation";
import { areaOfAddress, areaOfRole, ownAddress } from "@/server/core/area";
import { membershipChoices, nextStep, whoIsHere } from "../../../frame";
import { leave, switchMembership } from "../../../session-actions";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.membership");
  return { title: t("title") };
}

interface PageProps {
  params: Promise<{ locale: string }>;
  searchParams: Promise<{ return?: string | string[] }>;
}

/** Which of several roles this session acts as; also where a page of another role leads. */
export default async function MembershipPage({ params, searchParams }: PageProps) {
  const [{ locale }, query, me] = [await params, await searchParams, await whoIsHere()];
  const wanted = ownAddress([query.return].flat()[0]);
  if (!me.person) return redirect({ href: "/sign-in", locale });
  if (me.person.missing) return redirect({ href: nextStep(me.person, wanted), locale });
  const { acting, memberships } = me.person;
  const [t, tShell] = [await getTranslations("account"), await getTranslations("shell")];
  const area = wanted ? areaOfAddress(wanted) : null;
  const isForeign = area !== null && area !== "family" && !(acting && areaOfRole[acting.role] === area);
  const choices = await membershipChoices(me);
  const fitting = choices.filter(({ id }) => {
    const role = memberships.find((each) => each.id === id)?.role;
    return !isForeign || (role && areaOfRole[role] === area);
  });
  const nothingFits = isForeign && fitting.length === 0;
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader
        title={t(nothingFits ? "membership.foreignTitle" : "membership.title")}
        lead={nothingFits ? undefined : memberships.length > 1 ? t("membership.lead") : undefined}
      />
      <div className="grid gap-5">
        {isForeign && area ? (
          <Alert tone="warn">
            {t("membership.foreign", { area: tShell(`areas.${area}`) })}
            {nothingFits ? t(memberships.length > 0 ? "membership.none" : "membership.noneAtAll") : null}
          </Alert>
        ) : null}
        <MembershipChoice
          memberships={fitting}
          action={switchMembership}
          returnTo={wanted}
          label={t("membership.title")}
        />
        <div className="flex flex-wrap items-center gap-3">
          {acting ? (
            <LinkButton href={nextStep(me.person, null)} variant="secondary">
              {t("membership.home")}
            </LinkButton>
          ) : (
            <LinkButton href="/family" variant="secondary">
              {t("membership.family")}
            </LinkButton>
          )}
          <form action={leave}>
            <Button type="submit" variant="quiet">
              {t("factor.other")}
            </Button>
          </form>
        </div>
      </div>
    </div>
  );
}
