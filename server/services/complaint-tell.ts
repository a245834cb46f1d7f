import type { complaint, complaintEntry } from "@/db/schema/case";
import type { Tx } from "@/server/context";
import { readContact } from "@/server/core/contact";
import { open } from "@/server/gateways/vault";
import { asPlatform } from "@/server/scope";
import { sendMessage } from "./message";
import { bookingOf, tellBooker, trackUrl } from "./trip/tell";

type ComplaintRow = typeof complaint.$inferSelect;
type Said = Pick<typeof complaintEntry.$inferSelect, "id" | "kind" | "text">;

/** The contact that was left with a case about a vehicle, as far as it can be written to. */
function contactOf(tx: Tx, row: ComplaintRow) {
  return row.contactSealed ? readContact(open(row.contactSealed, `${tx.region.id}/complaint/contact`)) : null;
}

/**
 * Tell whoever complained that the operator answered or the authority closed the case, once for each such entry: the booker
 * with the link to its page, else the contact that was left. Other entries are told to nobody.
 */
export async function tellComplainant(tx: Tx, row: ComplaintRow, said: Said): Promise<void> {
  if (said.kind !== "answer" && said.kind !== "closed") return;
  const template = said.kind === "answer" ? "complaint_answered" : "complaint_closed";
  const words = said.kind === "answer" ? { answer: said.text } : { outcome: said.text };
  const data = { caseNumber: row.number, topic: row.topic, ...words };
  const key = `complaint_said:${said.id}`;
  if (row.bookingId) {
    const booked = await bookingOf(tx, row.bookingId);
    return tellBooker(tx, booked, template, { ...data, caseUrl: trackUrl(booked, "#complaints") }, key);
  }
  const contact = contactOf(tx, row);
  if (!contact) return;
  await asPlatform(tx, (p) =>
    sendMessage(p, {
      template,
      channel: contact.kind === "email" ? "email" : "sms",
      to: contact.value,
      // Nothing tells in which language somebody wrote who has no booking; Chinese is the original.
      locale: "zh-CN",
      data: { ...data, caseUrl: null },
      dedupeKey: key,
    }),
  );
}
