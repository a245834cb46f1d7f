import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { TripAdvance } from "@/server/core/trip-input";
import { callEmergency } from "./call-120";
import { checkCertified, keepRefusal } from "./certified";
import type { EventAnswer } from "./event";
import { checkFile } from "./file";
import { identifyPatient } from "./identify";
import { type Move, moveTrip } from "./move";
import { releaseTrip } from "./release";
import { tellOnTheWay } from "./tell";

/** What each confirmation asks for and brings about. */
function parts(input: TripAdvance): Pick<Move, "data" | "check" | "after"> {
  switch (input.move) {
    case "depart":
      return { data: input.data, check: checkCertified("shift_start"), after: tellOnTheWay };
    case "board": {
      const { data } = input;
      const certified = checkCertified("boarding");
      if (data.by === "boarding_code") return { data: { by: data.by }, check: certified };
      return {
        data: { ...data },
        check: async (tx, row, at) => {
          await checkFile(tx, row, data.senderSignatureId, ["signature"]);
          await certified(tx, row, at);
        },
      };
    }
    case "cannot_carry":
      return { data: input.data, after: releaseTrip };
    case "divert_120":
      return {
        data: input.data,
        after: async (tx, row, at) => {
          await callEmergency(tx, row, input.data.finding);
          await releaseTrip(tx, row, at);
        },
      };
    default:
      return { data: input.data };
  }
}

/**
 * One confirmation by the crew: depart, arrive, board, arrive, or the ways a trip ends early. See `moveTrip` for resends
 * and late words.
 * @throws DomainError as `moveTrip`; conflict `trip.not_certified`, `trip.standard_failed`; bad_input `trip.wrong_code`; too_many `trip.code_locked`
 */
export async function advanceTrip(ctx: Context, input: TripAdvance): Promise<EventAnswer> {
  const { tripId, move, eventId, happenedAt, lat, lon } = input;
  if (input.move === "board") await identifyPatient(ctx, tripId, input.data);
  const answer = moveTrip(ctx, tripId, {
    verb: "trip.advance",
    move,
    eventId,
    happenedAt,
    lat,
    lon,
    ...parts(input),
  });
  return answer.catch(async (error: unknown) => {
    const isRefused = error instanceof DomainError && error.key === "trip.standard_failed";
    if (isRefused) await keepRefusal(ctx, tripId, move === "board" ? "boarding" : "shift_start");
    throw error;
  });
}
