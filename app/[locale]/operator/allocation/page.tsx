import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { OwnMatchList } from "@/components/allocation/own-matches";
import { RuleCard } from "@/components/allocation/rule-card";
import { shareWords } from "@/components/allocation/share-words";
import { PageLinks } from "@/components/proof/page-links";
import { PageHeader } from "@/components/ui/page-header";
import { Stat } from "@/components/ui/stat";
import { api } from "@/server/caller";
import { DeskPage } from "../desk-page";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("allocation");
  return { title: t("ownTitle") };
}

/** The operator's own share, and why it was asked for each job or was not (M16). */
export default async function OwnAllocationPage({
  searchParams,
}: {
  searchParams: Promise<{ page?: string }>;
}) {
  const [t, locale, call] = [await getTranslations("allocation"), await getLocale(), await api()];
  const asked = Math.trunc(Number((await searchParams).page ?? 1));
  const page = asked >= 1 && asked <= 500 ? asked : 1;
  const { timeZone } = await call.region.current();
  const [{ rule, line }, { rows, hasMore }] = [
    await call.allocation.own(),
    await call.allocation.ownMatches({ page }),
  ];
  return (
    <DeskPage namespaces={["allocation"]}>
      <PageHeader title={t("ownTitle")} lead={t("ownLead")} />
      {line ? (
        <ul className="mb-5 grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
          <li>
            <Stat label={t("capacity")} value={shareWords(line.capacityPpm, locale)} />
          </li>
          <li>
            <Stat label={t("assigned")} value={shareWords(line.assignedPpm, locale)} />
          </li>
          <li>
            <Stat
              label={t("shortfall")}
              value={shareWords(-line.shortfallPpm, locale, true)}
              note={line.shortfallPpm > 0 ? t("short") : t("over")}
            />
          </li>
          <li>
            <Stat
              label={t("asked")}
              value={line.asked}
              note={`${t("accepted")} ${line.accepted} · ${t("declined")} ${line.declined} · ${t("expired")} ${line.expired}`}
            />
          </li>
        </ul>
      ) : null}
      <div className="grid gap-5">
        <OwnMatchList rows={rows} timeZone={timeZone} />
        <PageLinks page={page} hasMore={hasMore} address="/operator/allocation" />
        <RuleCard rule={rule} />
      </div>
    </DeskPage>
  );
}
