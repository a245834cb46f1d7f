import { describe, expect, it } from "vitest";
import type { Actor } from "@/server/context";
import { asking, between, contextOf, guestOfBooking, naming, newVisitor, userOf } from "@/server/test-asking";
import { testBookings } from "@/server/test-booking";
import { callerOf } from "./root";

const made = testBookings();
const bookingId = "018f0000-0000-7000-8000-000000000000";
const callAs = (actor: Actor) => callerOf(contextOf(made.db, actor));
const org = "018f0000-0000-7000-8000-000000000001";

/** Every verb of a booking with a call that is right in all but the role. */
const { codeBy: _, ...people } = naming();
const share = {
  name: "甲",
  relation: "other" as const,
  phone: "19900009003",
  locale: "zh-CN" as const,
  consent: true as const,
  consentTextVersion: "1",
};
type Caller = ReturnType<typeof callAs>;
const calls: Record<string, (api: Caller) => Promise<unknown>> = {
  draft: (api) => api.booking.draft({ bookingId }),
  quotes: (api) => api.quote.list({ bookingId }),
  chooseSlot: (api) => api.booking.chooseSlot({ bookingId, quoteId: bookingId }),
  releaseSlot: (api) => api.booking.releaseSlot({ bookingId }),
  renewSlot: (api) => api.booking.renewSlot({ bookingId }),
  requestConfirmation: (api) => api.booking.requestConfirmation({ ...people, bookingId }),
  confirm: (api) => api.booking.confirm({ bookingId, code: "123456" }),
  confirmByStaff: (api) => api.booking.confirmByStaff({ ...people, bookingId }),
  track: (api) => api.booking.track({ bookingId }),
  requestManageCode: (api) => api.booking.requestManageCode({ bookingId }),
  verifyManageCode: (api) => api.booking.verifyManageCode({ bookingId, code: "123456" }),
  cancelPreview: (api) => api.booking.cancelPreview({ bookingId }),
  cancel: (api) => api.booking.cancel({ bookingId, reason: "other", acceptFeeFen: 0 }),
  again: (api) => api.booking.again({ bookingId }),
  repeat: (api) => api.booking.repeat({ bookingId, wanted: between(80, 470) }),
  sendLink: (api) => api.booking.sendLink({ ...share, bookingId }),
  ready: (api) => api.booking.ready({ bookingId, isReady: true }),
  withdrawConsent: (api) => api.booking.withdrawConsent({ bookingId, purpose: "share_with_relative" }),
  list: (api) => api.booking.list({}),
  get: (api) => api.booking.get({ bookingId }),
  handovers: (api) => api.emergency.list({}),
  handover: (api) => api.emergency.get({ handoverId: bookingId }),
  acknowledge: (api) => api.emergency.acknowledge({ handoverId: bookingId, by: "甲" }),
};

describe.each(Object.entries(calls))("%s", (_name, call) => {
  it("is closed to visitors and to roles that have no business with it", async () => {
    await expect(call(callAs(newVisitor()))).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    for (const role of ["dispatcher", "crew", "finance"] as const) {
      await expect(call(callAs(userOf(role, org)))).rejects.toMatchObject({ code: "FORBIDDEN" });
    }
  });

  it("finds nobody else's row", async () => {
    if (_name === "list" || _name === "handovers") {
      const rows = await call(
        callAs(userOf(_name === "list" ? "family" : "seat", _name === "list" ? null : org)),
      );
      expect(JSON.stringify(rows)).toMatch(/^(\{"rows":\[\],"next":null\}|\[\])$/);
      return;
    }
    const actors = [
      guestOfBooking(org),
      userOf("family", null),
      userOf("case_manager", org),
      userOf("seat", org),
    ];
    const answers = await Promise.all(
      actors.map((actor) => call(callAs(actor)).catch((error: { code: string }) => error.code)),
    );
    expect(answers).toContain("NOT_FOUND");
    for (const answer of answers) expect(["NOT_FOUND", "FORBIDDEN", "UNAUTHORIZED"]).toContain(answer);
  });
});

it("bad input names its fields by message keys", async () => {
  const far = asking(made.hospital, {
    wanted: { from: "2026-03-18T03:30:00Z", until: "2026-03-18T03:00:00Z" },
  });
  const error: { cause?: { issues?: { path: string[]; message: string }[] } } = await callAs(newVisitor())
    .booking.assess(far)
    .then(
      () => ({}),
      (reason: unknown) => reason as object,
    );
  expect(error.cause?.issues).toMatchObject([{ path: ["wanted", "until"], message: "input.window_order" }]);
});
