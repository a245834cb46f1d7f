import { useLocale, useTranslations } from "next-intl";
import type { RuleRecord } from "@/components/api/outputs";
import { Card } from "@/components/ui/card";
import { Table } from "@/components/ui/table";
import { needsTable } from "@/server/core/needs";
import { regionSettings } from "@/server/core/region-settings";
import { askedText, classesAsked } from "@/server/core/standard/asked";
import { standardSet } from "@/server/core/standard/rules";
import { tariff } from "@/server/core/tariff/rules";
import { questionSet } from "@/server/core/triage/question-set";
import { Raw } from "./raw";
import { SettingsView } from "./settings-view";
import { TariffView } from "./tariff-view";

/** A version in words, by its kind; what cannot be read is shown as data. */
export function RuleContent({ rule }: { rule: Pick<RuleRecord, "kind" | "content"> }) {
  const t = useTranslations("rule");
  if (rule.kind === "tariff") {
    const read = tariff.safeParse(rule.content);
    if (read.success) return <TariffView tariff={read.data} />;
  }
  if (rule.kind === "standard") return <Standards content={rule.content} />;
  if (rule.kind === "triage") return <Questions content={rule.content} />;
  if (rule.kind === "needs") return <Needs content={rule.content} />;
  const settings = regionSettings.safeParse(rule.content);
  if (settings.success) return <SettingsView settings={settings.data} />;
  return <Raw title={t("settings")} content={rule.content} />;
}

function Standards({ content }: { content: unknown }) {
  const t = useTranslations("rule.standard");
  const tRule = useTranslations("rule");
  const tFleet = useTranslations("fleet");
  const isEnglish = useLocale() === "en";
  const read = standardSet.safeParse(content);
  if (!read.success) return <Raw title={t("rules")} content={content} />;
  return (
    <Card title={t("rules")} flush>
      <Table
        caption={t("rules")}
        columns={[
          {
            key: "rule",
            header: t("rule"),
            isRowHeader: true,
            cell: (it) => (
              <>
                {isEnglish ? it.titleEn : it.titleZh}
                {it.off ? ` · ${t("off")}` : ""}
              </>
            ),
          },
          { key: "fails", header: t("fails"), cell: (it) => askedText(it, isEnglish ? "en" : "zh") },
          {
            key: "classes",
            header: t("classes"),
            cell: (it) =>
              classesAsked(it)
                ?.map((one) => tFleet(`classes.${one}`))
                .join(tRule("comma")) ?? t("anyClass"),
          },
          {
            key: "validity",
            header: tRule("columns.validity"),
            isTight: true,
            cell: (it) => `${it.validFrom} – ${it.validTo ?? tRule("endless")}`,
          },
          {
            key: "source",
            header: tRule("columns.source"),
            cell: (it) => (it.assumed ? `${t("assumed")} · ${it.source}` : it.source),
          },
        ]}
        rows={read.data.rules}
        rowKey={({ id }) => id}
      />
    </Card>
  );
}

function Questions({ content }: { content: unknown }) {
  const t = useTranslations("rule.triage");
  const isEnglish = useLocale() === "en";
  const read = questionSet.safeParse(content);
  if (!read.success) return <Raw title={t("questions")} content={content} />;
  const text = (it: { textZh: string; textEn: string }) => (isEnglish ? it.textEn : it.textZh);
  return (
    <>
      <Card title={t("questions")} flush>
        <Table
          caption={t("questions")}
          columns={[
            { key: "question", header: t("question"), isRowHeader: true, cell: text },
            {
              key: "choices",
              header: t("choices"),
              cell: (it) =>
                "choices" in it ? (
                  <ul className="list-disc ps-5">
                    {it.choices.map((choice) => (
                      <li key={choice.id}>{text(choice)}</li>
                    ))}
                  </ul>
                ) : (
                  "—"
                ),
            },
          ]}
          rows={read.data.questions}
          rowKey={({ id }) => id}
        />
      </Card>
      <Card title={t("redFlags")}>
        <ul className="list-disc ps-5">
          {read.data.redFlags.map((it) => (
            <li key={it.id}>{text(it)}</li>
          ))}
        </ul>
      </Card>
    </>
  );
}

function Needs({ content }: { content: unknown }) {
  const t = useTranslations("rule.needs");
  const tRule = useTranslations("rule");
  const tRecord = useTranslations("record");
  const tFleet = useTranslations("fleet");
  const tForm = useTranslations("ruleForm");
  const tReview = useTranslations("review");
  const read = needsTable.safeParse(content);
  if (!read.success) return <Raw title={t("rows")} content={content} />;
  const comma = tRule("comma");
  return (
    <Card title={t("rows")} flush>
      <Table
        caption={t("rows")}
        columns={[
          {
            key: "mobility",
            header: t("mobility"),
            isRowHeader: true,
            cell: (it) => it.mobility.map((one) => tRecord(`mobilities.${one}`)).join(comma),
          },
          { key: "level", header: t("level"), cell: (it) => tRecord(`levels.${it.serviceLevel}`) },
          {
            key: "grade",
            header: t("grade"),
            cell: (it) => it.grade.map((one) => tForm(`options.${one}`)).join(comma),
          },
          {
            key: "isolation",
            header: t("isolation"),
            cell: (it) => it.isolation.map((one) => tReview(`form.isolations.${one}`)).join(comma),
          },
          {
            key: "classes",
            header: t("classes"),
            cell: (it) => it.allowedClasses.map((one) => tFleet(`classes.${one}`)).join(comma),
          },
          {
            key: "crew",
            header: t("crew"),
            cell: (it) =>
              Object.entries(it.crew)
                .map(([duty, count]) => `${tFleet(`duties.${duty}`)} ×${count}`)
                .join(comma),
          },
        ]}
        rows={read.data.combinations}
        rowKey={({ id }) => id}
      />
    </Card>
  );
}
