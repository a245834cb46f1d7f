import { eq } from "drizzle-orm";
import { account } from "@/db/schema/account";
import type { Tx } from "@/server/context";
import type {
  CertificationMove,
  CertificationOutcome,
  InspectionOutcome,
  ReminderDays,
} from "@/server/core/certification";
import type { DecideCertificationInput } from "@/server/core/certification-input";
import type { MessageTemplate } from "@/server/core/message";
import { endOfDay } from "@/server/core/standard/day";
import type { PaperKind } from "@/server/core/standard/facts";
import { publicUrl } from "@/server/env";
import { asPlatform } from "@/server/scope";
import { contactsOf } from "@/server/services/account/person";
import { sendMessage } from "@/server/services/message";
import { tellStaff } from "@/server/services/tell-staff";
import { calledByOwner } from "./name";
import type { CertificationRow } from "./subject";

type Told = Pick<CertificationRow, "id" | "orgId" | "subject" | "subjectId" | "conditions" | "validUntil">;

/** What each move of a reviewer is to the operator; taking a case up is not told. */
const outcomes: Partial<Record<CertificationMove, CertificationOutcome>> = {
  ask_more: "more_asked",
  certify: "certified",
  extend: "extended",
  refuse: "refused",
  lift: "lifted",
  revoke: "revoked",
};

interface Message {
  template: MessageTemplate;
  key: string;
  urgent: boolean;
  data: Record<string, unknown>;
}

const deskPages = { operator: "/operator/papers", vehicle: "/operator/fleet", crew: "/operator/crew" };

/** Where an operator finds a certification of its own. */
export function pageOf({ subject, subjectId }: Pick<Told, "subject" | "subjectId">, locale: string): string {
  const path = subject === "operator" ? "" : `/${subjectId}?tab=certification`;
  return publicUrl(`/${locale}${deskPages[subject]}${path}`);
}

/** The operator's dispatchers, and the person whose own certification it is. */
async function tell(tx: Tx, row: Told, { template, key, urgent, data }: Message): Promise<void> {
  const called = await calledByOwner(tx, row);
  const about = (locale: string) => ({
    subjectKind: row.subject,
    subjectName: called.name(locale),
    ...data,
  });
  const desk = (locale: string) => ({ ...about(locale), url: pageOf(row, locale) });
  await tellStaff(
    tx,
    { role: "dispatcher", orgId: row.orgId },
    { template, bookingId: null, key, urgent, data: desk },
  );
  if (!called.accountId) return;
  const mine = eq(account.id, called.accountId);
  const [own] = await asPlatform(tx, (p) => p.db.select().from(account).where(mine));
  const [contact] = own ? contactsOf(own) : [];
  if (!own || !contact) return;
  await asPlatform(tx, (p) =>
    sendMessage(p, {
      template,
      channel: contact.kind === "email" ? "email" : "sms",
      to: contact.value,
      locale: own.locale,
      data: { ...about(own.locale), url: publicUrl(`/${own.locale}/crew/profile`) },
      accountId: own.id,
      dedupeKey: `${key}:own`,
    }),
  );
}

/** Tell the operator what was decided, in the reviewer's words; of a suspension or revocation by every way there is. */
export async function tellDecision(
  tx: Tx,
  row: Told,
  { move, reason }: Pick<DecideCertificationInput, "move" | "reason">,
  affectedTrips: number,
): Promise<void> {
  const key = `certification:${row.id}:${move}:${tx.now.getTime()}`;
  if (move === "suspend") {
    const data = { reason, since: tx.now, affectedTrips };
    return tell(tx, row, { template: "certification_suspended", key, urgent: true, data });
  }
  const outcome = outcomes[move];
  if (!outcome) return;
  const isGranted = outcome === "certified" || outcome === "extended" || outcome === "lifted";
  const data = {
    outcome,
    reason,
    conditions: isGranted ? row.conditions : null,
    validUntil: isGranted ? row.validUntil : null,
    affectedTrips,
  };
  await tell(tx, row, { template: "certification_decided", key, urgent: move === "revoke", data });
}

/** Tell the operator, once for this end, that a certification lapsed by date. */
export async function tellLapse(tx: Tx, row: Told, lapsedAt: Date, affectedTrips: number): Promise<void> {
  const data = { outcome: "lapsed", reason: null, conditions: null, validUntil: lapsedAt, affectedTrips };
  const key = `certification:${row.id}:lapsed:${lapsedAt.getTime()}`;
  await tell(tx, row, { template: "certification_decided", key, urgent: true, data });
}

/** Tell the operator what a visit on site found. */
export async function tellInspection(
  tx: Tx,
  row: Told,
  said: { id: string; outcome: InspectionOutcome; findings: string; remedyBy: string | null },
): Promise<void> {
  const end = said.remedyBy ? new Date(endOfDay(said.remedyBy, tx.region.timeZone)) : null;
  const data = {
    outcome: said.outcome === "passed" ? "inspected" : `inspected_${said.outcome}`,
    reason: said.findings,
    conditions: null,
    validUntil: end,
    affectedTrips: 0,
  };
  const key = `certification:${row.id}:inspection:${said.id}`;
  await tell(tx, row, { template: "certification_decided", key, urgent: said.outcome === "failed", data });
}

/** Remind of a paper that lapses, once for each of the days at which it is due. */
export async function tellPaperLapsing(
  tx: Tx,
  row: Told,
  it: { id: string; kind: PaperKind; expiresOn: string; daysLeft: number; bucket: ReminderDays },
): Promise<void> {
  const data = { paper: it.kind, expiresOn: it.expiresOn, daysLeft: it.daysLeft };
  const key = `paper:${it.id}:${it.bucket}`;
  await tell(tx, row, { template: "certification_lapsing", key, urgent: false, data });
}

/** Remind of the end of a grant, once for each of the days at which it is due. */
export async function tellEnding(tx: Tx, row: Told, validUntil: Date, bucket: ReminderDays): Promise<void> {
  const data = { outcome: "ending", reason: null, conditions: null, validUntil, affectedTrips: 0 };
  const key = `certification:${row.id}:ending:${validUntil.getTime()}:${bucket}`;
  await tell(tx, row, { template: "certification_decided", key, urgent: false, data });
}
