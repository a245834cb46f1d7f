"use client";

import { useQuery } from "@tanstack/react-query";
import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import type { MarkingIssues } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";
import { linkLook } from "@/components/ui/text-link";
import { artworkSides } from "@/server/core/marking/artwork";
import { ReissueDialog } from "./reissue-dialog";

/** A vehicle's marking: which issue counts, the artwork to print, and for the regulator the way to issue it anew. */
export function MarkingCard({ vehicleId, mayReissue = false }: { vehicleId: string; mayReissue?: boolean }) {
  const t = useTranslations("marking.card");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.marking.get.queryOptions({ vehicleId }), retry: false });
  if (!data) return null;
  return (
    <Card title={t("title")}>
      <Current current={data.current} />
      <p className="mt-4 text-ink-soft text-sm">{t("print")}</p>
      <Downloads vehicleId={vehicleId} />
      {data.address ? (
        <a href={data.address} target="_blank" rel="noreferrer" className={classNames("mt-2", linkLook)}>
          {t("scanned")}
        </a>
      ) : null}
      {data.earlier.length > 0 ? <Earlier rows={data.earlier} /> : null}
      {mayReissue ? <ReissueDialog vehicleId={vehicleId} generation={data.current.generation} /> : null}
    </Card>
  );
}

function Current({ current }: Pick<MarkingIssues, "current">) {
  const t = useTranslations("marking.card");
  const tReason = useTranslations("marking.reasons");
  const { timeZone } = useDesk();
  const items = [
    { term: t("serial"), value: current.serial },
    { term: t("generation"), value: t("nth", { count: current.generation }) },
    { term: t("issued"), value: <Instant at={current.issuedAt} form="longDate" timeZone={timeZone} /> },
    { term: t("why"), value: tReason(current.reason) },
  ];
  return <DescriptionList items={items} />;
}

function Downloads({ vehicleId }: { vehicleId: string }) {
  const t = useTranslations("marking.card");
  const file = (query: string) => `/api/markings/${vehicleId}${query}`;
  return (
    <div className="mt-2 flex flex-wrap gap-2">
      <Button asChild variant="secondary">
        <a href={file("")} target="_blank" rel="noreferrer">
          <Download aria-hidden="true" /> {t("pdf")}
        </a>
      </Button>
      {artworkSides.map((side) => (
        <Button key={side} asChild variant="quiet">
          <a href={file(`?side=${side}`)} download>
            {t(`svg.${side}`)}
          </a>
        </Button>
      ))}
    </div>
  );
}

/** Issues that are void: whoever scans one of them is told so. */
function Earlier({ rows }: { rows: MarkingIssues["earlier"] }) {
  const t = useTranslations("marking.card");
  const { timeZone } = useDesk();
  return (
    <div className="mt-4">
      <h3 className="font-medium text-sm">{t("earlier")}</h3>
      <ul className="mt-1 grid gap-1 text-ink-soft text-sm">
        {rows.map(({ generation, issuedAt, supersededAt }) => (
          <li key={generation}>
            {t("nth", { count: generation })} · <Instant at={issuedAt} form="date" timeZone={timeZone} />
            {supersededAt ? (
              <>
                {" – "}
                <Instant at={supersededAt} form="date" timeZone={timeZone} />
              </>
            ) : null}
          </li>
        ))}
      </ul>
    </div>
  );
}
