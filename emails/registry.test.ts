import { describe, expect, it } from "vitest";
import { renderMail, renderSms, type TemplateData, type TemplateId, templates } from "@/emails/registry";
import enMail from "@/messages/en/mail.json";
import enSms from "@/messages/en/sms.json";
import zhMail from "@/messages/zh-CN/mail.json";
import zhSms from "@/messages/zh-CN/sms.json";

const region = { name: "台州市", number: "96120", timeZone: "Asia/Shanghai" };
const url = "http://localhost:3000/zh-CN/track/331000_abc";
const promise = { start: new Date("2026-03-02T00:30:00Z"), end: new Date("2026-03-02T01:00:00Z") };
const later = { start: new Date("2026-03-02T15:30:00Z"), end: new Date("2026-03-02T16:30:00Z") };
const bookingNumber = "331000-0042";
const lines = [
  { code: "start", fen: 20_000 },
  { code: "mileage", fen: 4_550 },
  { code: "unheard_of", fen: 100 },
];
const from = "台州市中心医院";
const to = "玉环市楚门镇";
const happenedAt = promise.start;
const offer = {
  region,
  offerNumber: "331000-P7",
  from,
  to,
  pickup: promise,
  vehicleClass: "stretcher_care",
  plate: "浙J·00001",
  totalFen: 24_650,
  emptyMetres: 3_240,
  expiresAt: later.start,
  url,
} as const;
const crew = [
  { name: "李*", duty: "driver" },
  { name: "陈*", duty: "nurse" },
] as const;

const examples: { [Id in TemplateId]: TemplateData<Id> } = {
  sign_in_code: { region, code: "123456", validMinutes: 5, purpose: "confirm_booking" },
  booking_confirmed: {
    region,
    bookingNumber,
    from,
    to,
    promise,
    confirmedBy: happenedAt,
    lines,
    totalFen: 24_650,
    trackUrl: url,
  },
  booking_unserved: {
    region,
    bookingNumber,
    from,
    to,
    wanted: promise,
    slots: [{ ...later, totalFen: 24_650, url }],
    trackUrl: url,
  },
  vehicle_assigned: {
    region,
    bookingNumber,
    promise,
    plate: "浙J·00001",
    operator: "示例转运",
    crew: [...crew],
    boardingCode: "4711",
    trackUrl: url,
  },
  arrival_moved: {
    region,
    bookingNumber,
    stop: "pickup",
    before: promise,
    after: later,
    plate: "浙J·00001",
    callPhone: "0576-96120",
    trackUrl: url,
  },
  vehicle_on_the_way: {
    region,
    bookingNumber,
    arrival: promise,
    plate: "浙J·00001",
    operator: "示例转运",
    callPhone: null,
    trackUrl: url,
  },
  promise_moved: { region, bookingNumber, before: promise, after: later, reason: "车辆故障", trackUrl: url },
  trip_completed: {
    region,
    bookingNumber,
    finishedAt: happenedAt,
    lines,
    totalFen: 24_650,
    dueFen: 24_650,
    receiptUrl: url,
  },
  payment_received: {
    region,
    bookingNumber,
    amountFen: 24_650,
    driver: "stripe",
    paidAt: happenedAt,
    receiptUrl: url,
  },
  refund_made: {
    region,
    bookingNumber,
    amountFen: 5_000,
    driver: "cash",
    byHand: true,
    reason: "退回等候费",
    trackUrl: url,
  },
  booking_cancelled: { region, bookingNumber, promise, feeFen: 5_000, refundFen: 19_650, bookUrl: url },
  review_decided: { region, bookingNumber, decision: "care_transfer", note: "请带氧气", slotsUrl: url },
  complaint_received: { region, caseNumber: "331000-T3", topic: "late", answerBy: later.end, caseUrl: url },
  complaint_answered: {
    region,
    caseNumber: "331000-T3",
    topic: "late",
    answer: "路上堵车，向您道歉",
    caseUrl: url,
  },
  complaint_closed: {
    region,
    caseNumber: "331000-T3",
    topic: "late",
    decision: "upheld",
    outcome: "运营机构已道歉并退费",
    caseUrl: url,
  },
  complaint_overdue: { region, caseNumber: "331000-T3", topic: "late", decideBy: later.end, caseUrl: url },
  case_news: {
    region,
    caseNumber: "331000-T3",
    topic: "late",
    news: "overdue",
    plate: "浙J·00001",
    by: later.end,
    url,
  },
  trip_reminder: {
    region,
    bookingNumber,
    from: "玉环市人民医院",
    to: "玉环市",
    promise,
    plate: null,
    trackUrl: url,
  },
  certification_lapsing: {
    region,
    subjectKind: "vehicle",
    subjectName: "浙J·00001",
    paper: "registration",
    expiresOn: "2026-05-01",
    daysLeft: 60,
    url,
  },
  certification_suspended: {
    region,
    subjectKind: "shift",
    subjectName: "早班 1",
    reason: "车辆缺氧气瓶",
    since: happenedAt,
    affectedTrips: 2,
    url,
  },
  certification_decided: {
    region,
    subjectKind: "vehicle",
    subjectName: "浙J·00001",
    outcome: "more_asked",
    reason: "行驶证照片看不清",
    conditions: null,
    validUntil: null,
    affectedTrips: 0,
    url,
  },
  standards_failing: {
    region,
    because: "version",
    version: 4,
    count: 1,
    failing: [{ name: "浙J·00001", why: "灭火器不足", url }],
    url,
  },
  vehicle_fault: {
    region,
    plate: "浙J·00001",
    isBlocked: true,
    affectedTrips: 2,
    faults: [{ item: "脚刹、手刹有效", note: "刹车踏板发软" }],
    url,
  },
  training_short: {
    region,
    subjectName: "周随车",
    lastDay: "2026-12-31",
    daysLeft: 14,
    hoursShort: 6,
    creditsShort: 2.5,
    url,
  },
  tracking_shared: {
    region,
    sender: "中心医院康复科",
    patient: "张*",
    promise,
    trackUrl: url,
    endsAt: later.end,
  },
  adverse_event_notice: {
    region,
    news: "reported",
    eventNumber: "331000-E1",
    kind: "fall",
    happenedAt,
    operator: "示例转运",
    plate: "浙J·00001",
    bookingNumber,
    reportBy: later.end,
    url,
  },
  adverse_event_closed: { region, bookingNumber, kind: "fall", outcome: "已赔付医药费", trackUrl: url },
  infection_notice: { region, bookingNumber, rodeAt: happenedAt, trackUrl: url },
  disinfection_asked: { region, plate: "浙J·00001", by: later.end, url },
  offer_made: offer,
  offer_expiring: offer,
  unserved_alarm: { region, bookingNumber, from, to, wanted: promise, callBackBy: later.start, url },
  emergency_alarm: { region, reference: "331000-H7", since: happenedAt, url },
  authenticator_reset: { region, at: happenedAt },
  data_opened: {
    region,
    bookingNumber,
    opener: "台州市卫生健康委员会",
    purpose: "complaint",
    openedAt: happenedAt,
    until: later.start,
    url,
  },
  relief_checked: {
    region,
    bookingNumber,
    verdict: "refused",
    reason: "证明已过期",
    totalFen: 30_000,
    trackUrl: url,
  },
  erasure_decided: { region, bookingNumber, decision: "done", reason: null, keptUntil: later.start },
  invoice_issued: {
    region,
    bookingNumber,
    kind: "red",
    replaces: false,
    invoiceNumber: "L33100026000001",
    totalFen: -20_000,
    url,
  },
  subscription_news: { region, kind: "past_due", amountFen: 30_000, until: later.start, url },
  money_alarm: { region, kind: "refund_failed", bookingNumber, amountFen: 8_000, url },
  statement_issued: {
    region,
    number: "26-000007",
    month: "2026-07",
    totalFen: 286_000,
    dueOn: "2026-08-31",
    url,
  },
  credit_given: { region, bookingNumber, amountFen: 2_800, lateMinutes: 47, trackUrl: url },
  settlement_news: { region, kind: "payout_returned", number: "26-000001-01", amountFen: 99_000, url },
};
const ids = Object.keys(templates) as TemplateId[];
const locales = ["zh-CN", "en"] as const;

type Tree = { [key: string]: string | Tree };
function texts(tree: Tree, prefix = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[prefix + key, value]] : texts(value, `${prefix}${key}.`),
  );
}
/** Names of blanks; words inside plural and select branches are not blanks. */
const blanks = (text: string) =>
  [
    ...new Set([...text.matchAll(/(?<!(?:yes|other|one|=0) )\{(\w+)(?=[},])/g)].map((match) => match[1])),
  ].sort();

describe("every message", () => {
  it.each(ids.flatMap((id) => locales.map((locale) => [id, locale] as const)))(
    "%s renders in %s",
    async (id, locale) => {
      const mail = await renderMail(id, locale, examples[id]);
      expect(mail.subject).not.toMatch(/[{}\n]|undefined|mail\./);
      for (const part of [mail.html, mail.text]) {
        expect(part).not.toMatch(/undefined|\[object|Invalid Date|NaN|mail\.\w+\.|price\.lines/);
        expect(part).toContain("96120");
      }
      expect(mail.html).toContain(`lang="${locale}"`);
      // Nothing is fetched when the mail is opened: no pictures, no fonts, no trackers.
      expect(mail.html).not.toMatch(/<img|<script|<link|url\(/);
      const sms = renderSms(id, locale, examples[id]);
      expect(sms).not.toMatch(/[{}]|undefined|sms\./);
      expect(sms?.length).toBeGreaterThan(10);
    },
  );

  it("has its texts in both languages, with the same blanks", () => {
    for (const [zh, en] of [
      [zhMail, enMail],
      [zhSms, enSms],
    ] as const) {
      const chinese = new Map(texts(zh));
      const english = new Map(texts(en));
      expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
      for (const [key, text] of chinese)
        expect([key, blanks(english.get(key) ?? "")]).toEqual([key, blanks(text)]);
    }
  });
});

describe("what the messages say", () => {
  it("times by the region's clock, prices line by line, unknown lines never as a code", async () => {
    const mail = await renderMail("booking_confirmed", "zh-CN", examples.booking_confirmed);
    expect(mail.subject).toBe("预约已确认：3月2日周一 08:30–09:00");
    expect(mail.text).toContain("起步价");
    expect(mail.text).toContain("¥246.50");
    expect(mail.text).toContain("其他费用");
    expect(mail.html).toContain(url);
    const english = await renderMail("promise_moved", "en", examples.promise_moved);
    expect(english.text).toContain("23:30–Tue");
  });

  it("pay or see the receipt, fee or none, slots or the phone", async () => {
    const due = await renderMail("trip_completed", "zh-CN", examples.trip_completed);
    const paid = await renderMail("trip_completed", "zh-CN", { ...examples.trip_completed, dueFen: 0 });
    expect([due.text.includes("去支付"), paid.text.includes("去支付")]).toEqual([true, false]);
    expect(paid.text).toContain("查看收据");
    const free = await renderMail("booking_cancelled", "zh-CN", { ...examples.booking_cancelled, feeFen: 0 });
    expect(free.text).toContain("没有收取任何费用");
    const none = await renderMail("booking_unserved", "en", { ...examples.booking_unserved, slots: [] });
    expect(none.text).toContain("Call 96120");
    const to120 = renderSms("review_decided", "zh-CN", {
      ...examples.review_decided,
      decision: "handoff_120",
      slotsUrl: null,
    });
    expect(to120).toContain("请立即拨打 120");
    expect(
      (
        await renderMail("review_decided", "en", {
          ...examples.review_decided,
          decision: "handoff_120",
          slotsUrl: null,
        })
      ).html,
    ).not.toContain("<a ");
  });

  it("how a complaint ended in the mail only, and whom to call where there is no page", async () => {
    const closed = examples.complaint_closed;
    const mail = await renderMail("complaint_closed", "zh-CN", closed);
    expect(mail.subject).toBe("投诉 331000-T3 已办结");
    expect(mail.text).toContain("运营机构已道歉并退费");
    expect(mail.html).toContain(url);
    const sms = renderSms("complaint_closed", "zh-CN", closed);
    expect([sms?.includes("331000-T3"), sms?.includes(url), sms?.includes("道歉")]).toEqual([
      true,
      true,
      false,
    ]);
    for (const id of ["complaint_closed", "complaint_answered"] as const) {
      const noPage = { ...examples[id], caseUrl: null } as TemplateData<typeof id>;
      expect(renderSms(id, "en", noPage)).toContain("call 96120");
      expect((await renderMail(id, "en", noPage)).html).not.toContain("<a ");
    }
    const answered = await renderMail("complaint_answered", "en", examples.complaint_answered);
    expect(answered.text).toContain("路上堵车，向您道歉");
  });

  it("to the desks what to do: call back by when, phone 120, pay out or ask again", async () => {
    const unserved = await renderMail("unserved_alarm", "zh-CN", examples.unserved_alarm);
    expect(unserved.subject).toContain(bookingNumber);
    expect(unserved.text).toContain("23:30");
    const silent = { ...examples.unserved_alarm, callBackBy: null };
    expect((await renderMail("unserved_alarm", "zh-CN", silent)).text).toContain("没有留电话");
    expect(renderSms("emergency_alarm", "zh-CN", examples.emergency_alarm)).toContain("331000-H7");
    expect((await renderMail("emergency_alarm", "en", examples.emergency_alarm)).text).toContain("Phone 120");
    const refused = await renderMail("money_alarm", "zh-CN", examples.money_alarm);
    expect(refused.subject).toContain("退款失败");
    expect(refused.text).toContain("¥80.00");
    const other = { ...examples.money_alarm, kind: "amount_mismatch" } as const;
    expect((await renderMail("money_alarm", "zh-CN", other)).subject).not.toContain("退款失败");
  });

  it("to whom the authenticator was reset what to do if it was not asked for, and no link to follow", async () => {
    const mail = await renderMail("authenticator_reset", "zh-CN", examples.authenticator_reset);
    expect(mail.text).toContain("3月2日周一 08:30");
    expect(mail.text).toContain("冒用您的身份");
    expect(mail.html).not.toContain("<a ");
    expect(renderSms("authenticator_reset", "en", examples.authenticator_reset)).not.toContain("http");
  });

  it("the code in the subject, with its purpose", async () => {
    const mail = await renderMail("sign_in_code", "en", examples.sign_in_code);
    expect(mail.subject).toBe("123456 is your code");
    expect(mail.text).toContain("confirm your booking");
  });

  it("nothing at all when the data do not fit", async () => {
    const wrong = { ...examples.sign_in_code, code: "<b>" };
    await expect(renderMail("sign_in_code", "en", wrong)).rejects.toThrow();
    const script = { ...examples.booking_confirmed, trackUrl: "javascript:alert(1)" };
    await expect(renderMail("booking_confirmed", "en", script)).rejects.toThrow();
  });

  it("the same after a way through the queue's JSON, and no date of 1970 for a missing one", async () => {
    const stored = JSON.parse(JSON.stringify(examples.booking_confirmed));
    expect(await templates.booking_confirmed.render("en", stored)).toEqual(
      await renderMail("booking_confirmed", "en", examples.booking_confirmed),
    );
    const lost = { ...stored, promise: { start: null, end: null } };
    await expect(templates.booking_confirmed.render("en", lost)).rejects.toThrow();
  });

  it("names as text, whatever they hold", async () => {
    const mail = await renderMail("booking_confirmed", "en", {
      ...examples.booking_confirmed,
      from: "<img src=x>",
    });
    expect(mail.html).not.toContain("<img src=x>");
  });
});
