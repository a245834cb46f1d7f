"use client";

import { useTranslations } from "next-intl";
import type { RuleRecord } from "@/components/api/outputs";
import { Card } from "@/components/ui/card";
import { ChangeList } from "./change-list";
import { HistoryCard } from "./history-card";
import { Preview } from "./preview-card";
import { ProblemList } from "./problem-list";
import { VersionActions } from "./version-actions";

interface VersionDeskProps {
  rule: RuleRecord;
  /** The first day that the region's notice allows. */
  earliest: string;
}

/** Where a version stands: what may be done, what is wrong with it, what it changes and whom it hits, what happened. */
export function VersionDesk({ rule, earliest }: VersionDeskProps) {
  const t = useTranslations("rule");
  const isOpen = rule.status === "draft" || rule.status === "notice";
  return (
    <>
      <VersionActions rule={rule} earliest={earliest} />
      {rule.status === "draft" ? (
        <Card title={t("problems.heading")}>
          <ProblemList kind={rule.kind} problems={rule.problems} content={rule.content} />
        </Card>
      ) : null}
      <ChangeList changes={rule.changes} against={rule.against?.version ?? null} content={rule.content} />
      {isOpen && rule.kind !== "region" ? (
        <Card title={t("preview.title")}>
          <Preview rule={rule} effectiveOn={null} />
        </Card>
      ) : null}
      <HistoryCard rule={rule} />
    </>
  );
}
