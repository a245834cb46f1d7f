import type { complaint, complaintEntry } from "@/db/schema/case";
import type { Tx } from "@/server/context";
import { readContact } from "@/server/core/contact";
import type { MessageTemplate } from "@/server/core/message";
import { linkToken, linkTokenMatches, open } from "@/server/gateways/vault";
import { asPlatform } from "@/server/scope";
import { sendMessage } from "@/server/services/message";
import { publicUrl } from "@/server/services/public-url";
import { tellStaff } from "@/server/services/tell-staff";
import { bookingOf, tellBooker, trackUrl } from "@/server/services/trip/tell";

type ComplaintRow = typeof complaint.$inferSelect;
type Said = Pick<typeof complaintEntry.$inferSelect, "id" | "kind" | "text">;

/** The purpose that keeps a case's link from opening anything else. */
const casePurpose = "case";

/** The secret of a case's own page, for whoever complains without a booking. */
export const caseToken = (row: Pick<ComplaintRow, "regionId" | "id">): string =>
  linkToken(row.regionId, row.id, 1, casePurpose);

/** Whether a text is the link of some case; forged and cut off it is none. */
export const isCaseToken = (token: string): boolean => linkTokenMatches(token, 1, casePurpose);

/** The contact that was left with a case, as far as it can be written to. */
function contactOf(tx: Tx, row: ComplaintRow) {
  return row.contactSealed ? readContact(open(row.contactSealed, `${tx.region.id}/complaint/contact`)) : null;
}

/** Tell whoever complained, once per key: the contact that was left, with the case's own page, else the booker. */
async function tell(
  tx: Tx,
  row: ComplaintRow,
  template: MessageTemplate,
  words: Record<string, unknown>,
  key: string,
): Promise<void> {
  const data = { caseNumber: row.number, topic: row.topic, ...words };
  const contact = contactOf(tx, row);
  if (!contact) {
    if (!row.bookingId) return;
    const booked = await bookingOf(tx, row.bookingId);
    return tellBooker(tx, booked, template, { ...data, caseUrl: trackUrl(booked, "#complaints") }, key);
  }
  const caseUrl = publicUrl(`/${row.locale}/complaint/case/${caseToken(row)}`);
  await asPlatform(tx, (p) =>
    sendMessage(p, {
      template,
      channel: contact.kind === "email" ? "email" : "sms",
      to: contact.value,
      locale: row.locale,
      data: { ...data, caseUrl },
      dedupeKey: key,
    }),
  );
}

/**
 * Tell whoever complained what became of the case, once for each such entry: it is on record, the operator answered or did
 * not in time, the authority decided. Other entries are told to nobody.
 */
export async function tellComplainant(tx: Tx, row: ComplaintRow, said: Said): Promise<void> {
  const key = `complaint_said:${said.id}`;
  switch (said.kind) {
    case "opened":
      return tell(tx, row, "complaint_received", { answerBy: row.dueAt }, key);
    case "answer":
      return tell(tx, row, "complaint_answered", { answer: said.text }, key);
    case "overdue":
      return tell(tx, row, "complaint_overdue", { decideBy: row.decideBy }, key);
    case "closed":
      return tell(tx, row, "complaint_closed", { outcome: said.text, decision: row.decision }, key);
    default:
      return;
  }
}

/** Who works on a case hears of what it has come to: its operator, the regulator, the region's administration. */
export type CaseDesk = "operator" | "regulator" | "region_admin";
type CaseNews = "opened" | "reopened" | "reminded" | "overdue" | "undecided" | "closed";

const pages: Record<CaseDesk, (row: ComplaintRow) => string> = {
  operator: () => "/operator/trips?view=complaints",
  regulator: (row) => `/regulator/cases/${row.id}`,
  region_admin: (row) => `/regulator/cases/${row.id}`,
};

function deskOf(desk: CaseDesk, row: ComplaintRow): Parameters<typeof tellStaff>[1] | null {
  if (desk !== "operator") return { role: desk, type: "regulator" };
  return row.orgId ? { role: "dispatcher", orgId: row.orgId } : null;
}

/** Tell the members of a desk, once for each entry of the case. Names nobody. */
export async function tellDesk(
  tx: Tx,
  row: ComplaintRow,
  desk: CaseDesk,
  news: CaseNews,
  entryId: string,
): Promise<void> {
  const to = deskOf(desk, row);
  if (!to) return;
  const by = news === "undecided" ? row.decideBy : row.dueAt;
  const facts = { caseNumber: row.number, topic: row.topic, news, plate: row.plate, by: by ?? row.dueAt };
  await tellStaff(tx, to, {
    template: "case_news",
    bookingId: row.bookingId,
    key: `case_news:${entryId}:${desk}`,
    data: (locale) => ({ ...facts, url: publicUrl(`/${locale}${pages[desk](row)}`) }),
  });
}
