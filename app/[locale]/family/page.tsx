import { CarFront } from "lucide-react";
import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { FamilyBookings } from "@/components/account/family-bookings";
import { ApiProvider } from "@/components/api/provider";
import { Messages } from "@/components/shell/messages";
import { Alert } from "@/components/ui/alert";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { redirect } from "@/messages/navigation";
import { api } from "@/server/caller";
import { nextStep, whoIsHere } from "../frame";

/** Enough for years of a family's bookings in one region. */
const shown = 200;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.family");
  return { title: t("title") };
}

/** Everything that the signed-in family booked in this region. */
export default async function FamilyPage() {
  const { person, region } = await whoIsHere();
  if (!person) return redirect({ href: "/sign-in?return=/family", locale: await getLocale() });
  const t = await getTranslations("account.family");
  const book = <LinkButton href="/book">{t("book")}</LinkButton>;
  if (person.acting) {
    const toDesk = (
      <LinkButton href={nextStep(person, null)} variant="secondary">
        {t("toDesk")}
      </LinkButton>
    );
    return (
      <>
        <PageHeader title={t("title")} />
        <Alert action={toDesk}>{t("asStaff")}</Alert>
      </>
    );
  }
  const { rows } = await (await api()).booking.list({ stage: "all", limit: shown });
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} actions={rows.length > 0 ? book : undefined} />
      {rows.length === 0 ? (
        <EmptyState
          icon={<CarFront aria-hidden="true" />}
          title={t("empty")}
          description={t("emptyText")}
          action={book}
          headingLevel={2}
        />
      ) : (
        <Messages namespaces={["again"]}>
          <ApiProvider region={region.id}>
            <FamilyBookings
              bookings={rows}
              regionId={region.id}
              timeZone={region.timeZone}
              now={Date.now()}
            />
          </ApiProvider>
        </Messages>
      )}
    </>
  );
}
