import type { Context, Tx } from "@/server/context";
import type { AssessInput } from "@/server/core/booking-input";
import { DomainError } from "@/server/core/domain-error";
import { haversineMetres } from "@/server/core/geography";
import { localDay } from "@/server/core/local-time";
import type { RegionSettings } from "@/server/core/region-settings";
import { roadLeg } from "@/server/gateways/road-times";
import { inTransaction } from "@/server/scope";
import { travelAt } from "../plan/travel";
import { countAgainst } from "../rate-limit";
import { settingsInForce } from "../rule";
import { checkCallerParty, judge } from "../triage";
import { type ResolvedPlace, resolvePlace } from "./place";
import { ownDraft } from "./row";

/** All that is known before the booking is written: both ends, the way, the instants asked for. */
export interface Prepared {
  from: ResolvedPlace;
  to: ResolvedPlace;
  wanted: { from: Date; until: Date };
  wayBack: { from: Date; until: Date } | null;
  distanceMetres: number;
  rideSeconds: number;
}

const dayMs = 86_400_000;
/** High enough for a hospital's one network address; a browser alone asks far less. */
const perAddressAnHour = 240;
const perBrowserAnHour = 60;

async function countAsking(tx: Tx): Promise<void> {
  const { actor } = tx;
  if (actor.kind !== "visitor" && actor.kind !== "guest") return;
  await countAgainst(tx, `assess-from/${actor.addressIndex}`, perAddressAnHour, 3600);
  await countAgainst(tx, `assess-by/${actor.browserIndex}`, perBrowserAnHour, 3600);
}

/** The instants asked for, the start not before now. @throws DomainError bad_input `booking.past`, `booking.too_far_ahead` */
function wantedRange(tx: Tx, wanted: { from: string; until: string }, settings: RegionSettings) {
  const from = new Date(Math.max(Date.parse(wanted.from), tx.now.getTime()));
  const until = new Date(wanted.until);
  const { leadMinutes, aheadDays } = settings.slots;
  if (until.getTime() < tx.now.getTime() + leadMinutes * 60_000) {
    throw new DomainError("bad_input", "booking.past", {
      today: localDay(tx.now, tx.region.timeZone),
      leadMinutes,
    });
  }
  if (from.getTime() > tx.now.getTime() + aheadDays * dayMs) {
    throw new DomainError("bad_input", "booking.too_far_ahead", {
      days: aheadDays,
      hotline: tx.region.hotline,
    });
  }
  return { from, until };
}

function checkEnds(tx: Tx, from: ResolvedPlace, to: ResolvedPlace, settings: RegionSettings): void {
  if (haversineMetres(from.place, to.place) < settings.distance.minimumMetres)
    throw new DomainError("bad_input", "booking.same_place");
  if (settings.oneEndInside && !from.inRegion && !to.inRegion) {
    throw new DomainError("bad_input", "booking.both_outside", { hotline: tx.region.hotline });
  }
}

/**
 * Check and complete what was asked, then ask for the way between two transactions (no network inside one). A red flag
 * passes every check but the shape: nothing may stand between it and 120.
 * @throws DomainError bad_input naming what is wrong and what to do
 */
export async function prepare(ctx: Context, input: AssessInput): Promise<Prepared> {
  checkCallerParty(ctx, input.callerParty);
  const known = await inTransaction(ctx, async (tx) => {
    await countAsking(tx);
    if (ctx.actor.kind === "guest" || input.bookingId) await ownDraft(tx, input);
    const settings = await settingsInForce(tx);
    const urgent = await isUrgent(tx, input);
    const [from, to] = [
      await resolvePlace(tx, input.from, settings),
      await resolvePlace(tx, input.to, settings),
    ];
    if (!urgent) checkEnds(tx, from, to, settings);
    const plain = (range: { from: string; until: string }) => ({
      from: new Date(range.from),
      until: new Date(range.until),
    });
    const range = (asked: { from: string; until: string }) =>
      urgent ? plain(asked) : wantedRange(tx, asked, settings);
    const wanted = range(input.wanted);
    return {
      urgent,
      settings,
      travel: await travelAt(tx, settings, wanted.from),
      from,
      to,
      wanted,
      wayBack: input.wayBack && range(input.wayBack),
    };
  });
  const { settings, travel, urgent, ...rest } = known;
  const way = await roadLeg(rest.from.place, rest.to.place, {
    regionProfile: settings.roads,
    travel,
    departAt: rest.wanted.from.getTime(),
  });
  if (!urgent) checkWay(way, rest, settings);
  return { ...rest, distanceMetres: way.metres, rideSeconds: way.seconds };
}

function checkWay(
  way: { metres: number; seconds: number },
  { wanted, wayBack }: Pick<Prepared, "wanted" | "wayBack">,
  { distance }: RegionSettings,
): void {
  if (way.metres > distance.maximumMetres) {
    const km = Math.round(way.metres / 1000);
    throw new DomainError("bad_input", "booking.too_far", {
      km,
      maximumKm: Math.round(distance.maximumMetres / 1000),
    });
  }
  if (wayBack && wayBack.until.getTime() < wanted.from.getTime() + way.seconds * 1000)
    throw new DomainError("bad_input", "booking.way_back_early");
}

/** Whether the answers alone already hand over to 120. Answers that fit nothing are told later, in order. */
async function isUrgent(tx: Tx, input: AssessInput): Promise<boolean> {
  const { answers, callerParty, extras } = input;
  const question = {
    answers,
    callerParty,
    extras,
    mobility: input.patient.mobility,
    patientKg: null,
    distanceMetres: 0,
    rideSeconds: null,
  };
  try {
    return (await judge(tx, question)).outcome === "handoff_120";
  } catch (error) {
    if (error instanceof DomainError && error.code === "bad_input") return false;
    throw error;
  }
}
