import { useLocale, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { formatMoney, Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { checkTariff, type TariffFinding } from "@/server/core/tariff/check";
import type { Tariff } from "@/server/core/tariff/rules";
import { ExampleTable } from "./example-table";
import { Raw } from "./raw";
import { useTripWords } from "./trip-words";

/** One finding of the same kind and place; the crews that it was found with do not matter to a reader. */
function distinct(findings: TariffFinding[]): TariffFinding[] {
  const keyed = findings.map(
    (it) =>
      [
        `${it.code}-${it.data.zone ?? ""}-${it.data.atMetres ?? it.data.example ?? it.data.more ?? ""}`,
        it,
      ] as const,
  );
  return [...new Map(keyed.toReversed()).values()].toReversed();
}

function Findings({ tariff }: { tariff: Tariff }) {
  const t = useTranslations("rule.tariff");
  const locale = useLocale();
  const trip = useTripWords(tariff);
  // What was published before worked examples were kept has none.
  const found = distinct(checkTariff(tariff).findings.filter(({ code }) => code !== "no_worked_example"));
  const isBlocked = found.length > 0 && tariff.regulatorNote === null;
  return (
    <Card title={t("check")}>
      {found.length === 0 ? <Alert tone="ok">{t("ok")}</Alert> : null}
      {found.length > 0 ? (
        <Alert tone={isBlocked ? "danger" : "warn"} title={isBlocked ? t("blocked") : undefined}>
          <ul className="list-disc ps-5">
            {found.map(({ code, data }) => (
              <li key={`${code}-${data.zone}-${data.atMetres ?? data.example ?? data.more}`}>
                {t(`finding.${code}`, {
                  at: Number(data.atMetres ?? 0) / 1000,
                  beforeTrip: trip(data.beforeFacts),
                  afterTrip: trip(data.afterFacts),
                  before: formatMoney(Number(data.beforeFen ?? 0), locale),
                  after: formatMoney(Number(data.afterFen ?? 0), locale),
                  example: data.example ?? 0,
                  expected: formatMoney(Number(data.expectedFen ?? 0), locale),
                  priced: data.pricedFen == null ? t("noPrice") : formatMoney(Number(data.pricedFen), locale),
                })}
              </li>
            ))}
          </ul>
        </Alert>
      ) : null}
      {tariff.remark ? (
        <p className="mt-3 text-ink-soft">{locale === "en" ? tariff.remark.en : tariff.remark.zh}</p>
      ) : null}
      {tariff.regulatorNote ? <p className="mt-3">{tariff.regulatorNote}</p> : null}
    </Card>
  );
}

/** What people call a zone of a tariff. */
function zoneName(tariff: Tariff, zone: string | null, isEnglish: boolean): string {
  const label = tariff.zones.find(({ id }) => id === zone)?.label;
  if (!label) return zone ?? "—";
  return isEnglish ? label.en : label.zh;
}

/** A tariff: whether it may be published, its distance bands, and every clause as data. */
export function TariffView({ tariff }: { tariff: Tariff }) {
  const t = useTranslations("rule.tariff");
  const isEnglish = useLocale() === "en";
  const km = (metres: number) => t("km", { km: metres / 1000 });
  return (
    <>
      <Findings tariff={tariff} />
      <Card title={t("bands")} flush>
        <Table
          caption={t("bands")}
          columns={[
            {
              key: "zone",
              header: t("zone"),
              isRowHeader: true,
              cell: ({ zone }) => zoneName(tariff, zone, isEnglish),
            },
            {
              key: "upTo",
              header: t("upTo"),
              align: "end",
              isTight: true,
              cell: ({ upToMetres }) => (upToMetres === null ? t("beyond") : km(upToMetres)),
            },
            {
              key: "start",
              header: t("start"),
              align: "end",
              isTight: true,
              cell: (band) => <Money fen={band.startFen} />,
            },
            {
              key: "medic",
              header: t("withMedic"),
              align: "end",
              isTight: true,
              cell: (band) =>
                band.startWithMedicFen === null ? "—" : <Money fen={band.startWithMedicFen} />,
            },
            {
              key: "included",
              header: t("included"),
              align: "end",
              isTight: true,
              cell: (band) => km(band.includedMetres),
            },
            {
              key: "perKm",
              header: t("perKm"),
              align: "end",
              isTight: true,
              cell: (band) => <Money fen={band.perKmFen} />,
            },
          ]}
          rows={tariff.bands}
          rowKey={({ zone, upToMetres }) => `${zone}-${upToMetres}`}
        />
      </Card>
      <ExampleTable tariff={tariff} />
      <Raw title={t("source")} content={tariff} isFolded />
    </>
  );
}
