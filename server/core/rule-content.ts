import type { z } from "zod";
import { needsTable } from "./needs";
import { regionSettings } from "./region-settings";
import type { RuleKind } from "./rule";
import { standardSet } from "./standard/rules";
import { tariff } from "./tariff/rules";
import { questionSet } from "./triage/question-set";

/** The shape of each kind's content. */
export const ruleShapes = {
  tariff,
  standard: standardSet,
  triage: questionSet,
  needs: needsTable,
  region: regionSettings,
} as const satisfies Record<RuleKind, z.ZodType>;

/** Content as it lies in a draft: of the right shape or on the way there. */
export type DraftContent = Record<string, unknown>;

/** What the platform writes into a content, whatever was typed: whose it is, which version, since which day. */
export interface RuleStamp {
  regionId: string;
  timeZone: string;
  version: number;
  /** First day in the region's zone. */
  day: string;
  reviewed: boolean;
  trial: boolean;
  noticeRef: string | null;
}

const numbered = (kind: RuleKind, { regionId, version }: RuleStamp) => `${kind}-${regionId}-${version}`;

/**
 * The content with its identity, which nobody types: a draft carries its version's number from the beginning, and the
 * first day is set when it is published.
 */
export function stampContent(kind: RuleKind, content: DraftContent, stamp: RuleStamp): DraftContent {
  const { regionId, version, day } = stamp;
  switch (kind) {
    case "tariff": {
      const notice = {
        ...(content.notice as object),
        ...(stamp.noticeRef ? { reference: stamp.noticeRef } : {}),
      };
      const to = (content.validity as { to?: unknown } | undefined)?.to ?? null;
      return {
        ...content,
        regionId,
        version,
        notice,
        status: "in_force",
        trial: stamp.trial,
        validity: { from: day, to },
      };
    }
    case "standard":
      return {
        ...content,
        id: numbered(kind, stamp),
        regionId,
        version,
        timeZone: stamp.timeZone,
        validFrom: day,
      };
    case "triage":
      return {
        ...content,
        id: numbered(kind, stamp),
        regionId,
        version,
        reviewed: stamp.reviewed,
        validFrom: day,
      };
    case "needs":
      return { ...content, id: numbered(kind, stamp), regionId, version, validFrom: day };
    case "region":
      return content;
  }
}
