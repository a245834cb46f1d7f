import { randomUUID } from "node:crypto";
import type { Actor, Context } from "./context";
import type { AssessInput, PlaceInput, RequestConfirmationInput } from "./core/booking-input";
import type { AssessResult } from "./core/booking-view";
import type { Role } from "./core/member";
import type { TestDatabase } from "./test-database";

/** The demonstration city's morning in tests: ten past ten in Taizhou, tomorrow (evidence has partitions around today). */
export const testNow = new Date(`${new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)}T02:10:00Z`);

/** An ISO instant so many minutes after the tests' now. */
export const inMinutes = (minutes: number): string =>
  new Date(testNow.getTime() + minutes * 60_000).toISOString();
/** A window from and until, in minutes after the tests' now. */
export const between = (from: number, until: number) => ({ from: inMinutes(from), until: inMinutes(until) });
const taizhou = { id: "331000", timeZone: "Asia/Shanghai", hotline: "96120" };
export const dongxihu = { id: "420112", timeZone: "Asia/Shanghai", hotline: "96120" };

export function contextOf(db: TestDatabase, actor: Actor, now = testNow, region = taizhou): Context {
  return { pool: db.pool, actor, now, region };
}

/** A browser of its own behind an address of its own. */
export function newVisitor(): Extract<Actor, { kind: "visitor" }> {
  return { kind: "visitor", browserIndex: randomUUID(), addressIndex: randomUUID() };
}

/** The same browser with the link of a booking. */
export function guestOfBooking(
  bookingId: string,
  as: { browserIndex: string; addressIndex: string } = newVisitor(),
  link: "draft" | "track" = "draft",
  manage = false,
): Actor {
  return {
    kind: "guest",
    bookingId,
    link,
    manage,
    browserIndex: as.browserIndex,
    addressIndex: as.addressIndex,
  };
}

export function userOf(role: Role, orgId: string | null, accountId: string = randomUUID()): Actor {
  return { kind: "user", accountId, role, orgId, membershipId: orgId && randomUUID() };
}

/** A home near the centre of Linhai, third floor without a lift. */
export const home: PlaceInput = {
  facilityId: null,
  label: "临海市古城街道测试小区 5 幢",
  detail: "2 单元 301",
  lat: 28.8512,
  lon: 121.1203,
  floor: 3,
  hasLift: false,
};

/** A clear case: a seated or lying patient, someone beside them, nothing new, nothing long-standing. */
export function asking(to: string, changes: Partial<AssessInput> = {}): AssessInput {
  return {
    patient: { mobility: "stretcher", weightKg: 62, birthYear: 1948, patientId: null },
    from: home,
    to: { facilityId: to, label: "医院", detail: "", lat: 0, lon: 0, floor: 1, hasLift: true },
    wanted: between(80, 470),
    wayBack: null,
    extras: { oxygen: false, suction: false, escorts: 1, carryFrom: false, carryTo: false },
    callerParty: "with_patient",
    answers: { now: ["none"], long_standing: ["none"], infection: ["none"] },
    locale: "zh-CN",
    callerPhone: null,
    relation: "child",
    ...changes,
  };
}

/** Names and consents as the last page asks for them. */
export function naming(changes: Partial<RequestConfirmationInput> = {}): RequestConfirmationInput {
  return {
    patientName: "测试病人",
    idNumber: null,
    bookerName: "测试家属",
    relation: "child",
    phone: "19900009001",
    email: null,
    consents: ["transfer_health_data", "location_tracking"],
    consentTextVersion: "2026-01",
    ...changes,
  };
}

/** The guest that the answer's draft link makes of a visitor. */
export function asGuest(ctx: Context, result: Pick<AssessResult, "bookingId">): Context {
  const { actor } = ctx;
  if (actor.kind !== "visitor") return ctx;
  return { ...ctx, actor: guestOfBooking(result.bookingId, actor) };
}
