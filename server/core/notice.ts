import { z } from "zod";
import { type MessageChannel, type MessageTemplate, messageTemplates } from "./message";

/**
 * What a message is about, as a person chooses what to hear. `must` is not for choosing: codes, alarms that somebody has to act
 * on, and what the law or the person's own request asks us to say.
 */
export const noticeKinds = ["ride", "money", "case", "work", "papers", "must"] as const;
export type NoticeKind = (typeof noticeKinds)[number];
export const chosenKinds = ["ride", "money", "case", "work", "papers"] as const;

interface Notice {
  kind: NoticeKind;
  /** It cannot wait until morning: somebody stands at a door, or has to act now. */
  urgent: boolean;
}

const now = (kind: NoticeKind): Notice => ({ kind, urgent: true });
const later = (kind: NoticeKind): Notice => ({ kind, urgent: false });

/** Every message the product sends: what it is about and whether it passes quiet hours. */
export const notices: Record<MessageTemplate, Notice> = {
  sign_in_code: now("must"),
  booking_confirmed: now("ride"),
  booking_unserved: now("must"),
  vehicle_assigned: now("ride"),
  vehicle_on_the_way: now("ride"),
  arrival_moved: now("ride"),
  promise_moved: now("ride"),
  trip_completed: later("ride"),
  trip_reminder: now("ride"),
  booking_cancelled: now("ride"),
  review_decided: now("ride"),
  tracking_shared: now("ride"),
  payment_received: later("money"),
  refund_made: later("money"),
  relief_checked: later("money"),
  statement_issued: later("money"),
  credit_given: later("money"),
  settlement_news: later("money"),
  subscription_news: later("money"),
  // Asked for by the person, and it may be needed for a claim.
  invoice_issued: later("must"),
  money_alarm: later("must"),
  complaint_received: later("case"),
  complaint_answered: later("case"),
  complaint_closed: later("case"),
  complaint_overdue: later("case"),
  case_news: later("case"),
  adverse_event_notice: now("must"),
  adverse_event_closed: later("case"),
  infection_notice: now("must"),
  disinfection_asked: now("must"),
  offer_made: now("work"),
  offer_expiring: now("work"),
  unserved_alarm: now("must"),
  emergency_alarm: now("must"),
  certification_lapsing: later("papers"),
  certification_suspended: now("must"),
  certification_decided: later("papers"),
  standards_failing: later("papers"),
  vehicle_fault: now("must"),
  training_short: later("papers"),
  authenticator_reset: now("must"),
  data_opened: later("must"),
  erasure_decided: later("must"),
};

/** Ways that a person may switch off; the inbox always holds everything. */
export const chosenChannels = ["email", "sms", "push"] as const;
export type ChosenChannel = (typeof chosenChannels)[number];

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "notice.clock");

/** A person's choices: per kind the ways that are off, and the hours in which what can wait waits. */
export const noticeChoices = z.strictObject({
  off: z.partialRecord(z.enum(chosenKinds), z.array(z.enum(chosenChannels)).max(chosenChannels.length)),
  quiet: z.strictObject({ from: clock, until: clock }).nullable(),
});
export type NoticeChoices = z.infer<typeof noticeChoices>;

/** Nobody's telephone rings at night for what can wait (assumed; everybody may choose other hours). */
export const usualChoices: NoticeChoices = { off: {}, quiet: { from: "22:00", until: "07:00" } };

/** Whether a person hears of this by that way. */
export function wants(choices: NoticeChoices, template: MessageTemplate, channel: MessageChannel): boolean {
  const { kind } = notices[template];
  if (kind === "must" || channel === "in_app") return true;
  return !(choices.off[kind] ?? []).includes(channel);
}

/** Ways that make a noise at night; a mail lies there until morning by itself. */
const loud: readonly MessageChannel[] = ["sms", "push"];

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/**
 * Until when a message waits, in minutes from a local time of day (minutes since midnight); 0: it goes at once. Quiet hours may
 * pass midnight; equal ends are no quiet hours.
 */
export function quietMinutes(
  choices: NoticeChoices,
  template: MessageTemplate,
  channel: MessageChannel,
  minuteOfDay: number,
): number {
  const { quiet } = choices;
  if (!quiet || notices[template].urgent || !loud.includes(channel)) return 0;
  const [from, until] = [minutesOf(quiet.from), minutesOf(quiet.until)];
  if (from === until) return 0;
  const inside =
    from < until ? minuteOfDay >= from && minuteOfDay < until : minuteOfDay >= from || minuteOfDay < until;
  return inside ? (until - minuteOfDay + 1440) % 1440 : 0;
}

/** The kind of a stored message's template; what is no longer known counts as `must`. */
export function kindOf(template: string): NoticeKind {
  const known = messageTemplates.find((each) => each === template);
  return known ? notices[known].kind : "must";
}
