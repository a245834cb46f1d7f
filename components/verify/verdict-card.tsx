import { BadgeCheck, CircleHelp, OctagonX, Phone } from "lucide-react";
import { getLocale, getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { formatInstant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import type { UncertifiedReason } from "@/server/core/certification";
import type { VehicleClass } from "@/server/core/vehicle";

export interface Verdict {
  known: boolean;
  certified?: boolean;
  reason?: UncertifiedReason | null;
  plate?: string;
  serial?: string | null;
  vehicleClass?: VehicleClass;
  operatorZh?: string;
  operatorEn?: string;
  validUntil?: Date | null;
  supervisionPhone: string;
}

const looks = {
  ok: { icon: BadgeCheck, frame: "border-ok bg-ok-soft text-ok", title: "certified" },
  no: { icon: OctagonX, frame: "border-danger bg-danger-soft text-danger", title: "notCertified" },
  unknown: { icon: CircleHelp, frame: "border-danger bg-danger-soft text-danger", title: "unknown" },
} as const;

/** Green or red in words, colour and sign: whether this vehicle may carry patients here now. */
export async function VerdictCard({
  verdict,
  mark,
  timeZone,
}: {
  verdict: Verdict;
  mark: string;
  timeZone: string;
}) {
  const [t, locale] = [await getTranslations("verify"), await getLocale()];
  const look = looks[verdict.known ? (verdict.certified ? "ok" : "no") : "unknown"];
  const Icon = look.icon;
  const items = verdict.known
    ? [
        { term: t("plate"), value: verdict.plate },
        { term: t("serial"), value: verdict.serial ?? "–" },
        { term: t("operator"), value: locale === "en" ? verdict.operatorEn : verdict.operatorZh },
        { term: t("class"), value: verdict.vehicleClass ? t(`classes.${verdict.vehicleClass}`) : "–" },
        ...(verdict.validUntil
          ? [{ term: t("until"), value: formatInstant(verdict.validUntil, "longDate", timeZone, locale) }]
          : []),
      ]
    : [];
  return (
    <section aria-labelledby="verdict" className="grid gap-4">
      <div className={`flex items-start gap-3 rounded-lg border-2 p-4 ${look.frame}`}>
        <Icon aria-hidden className="mt-1 size-8 shrink-0" />
        <div>
          <h2 id="verdict" className="text-xl font-bold">
            {t(look.title)}
          </h2>
          {verdict.reason ? <p>{t(`reasons.${verdict.reason}`)}</p> : null}
          {verdict.known ? null : <p>{t("unknownText")}</p>}
        </div>
      </div>
      {items.length > 0 ? (
        <Card>
          <DescriptionList items={items} />
          <p className="mt-3 text-sm text-ink-soft">{t("compare")}</p>
        </Card>
      ) : null}
      <div className="grid gap-3 sm:grid-cols-2">
        <Button asChild variant="secondary" size="lg">
          <a href={`tel:${verdict.supervisionPhone}`}>
            <Phone aria-hidden className="size-5" /> {t("supervision")} {verdict.supervisionPhone}
          </a>
        </Button>
        <LinkButton href={`/complaint?serial=${encodeURIComponent(mark)}`} variant="secondary" size="lg">
          {t("complain")}
        </LinkButton>
      </div>
    </section>
  );
}
