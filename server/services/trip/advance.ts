import type { Context } from "@/server/context";
import type { TripAdvance } from "@/server/core/trip-input";
import { callEmergency } from "./call-120";
import { checkCertified } from "./certified";
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
      return { data: input.data, check: checkCertified, after: tellOnTheWay };
    case "board": {
      const { data } = input;
      if (data.by === "boarding_code") return { data: { by: data.by } };
      return {
        data: { ...data },
        check: (tx, row) => checkFile(tx, row, data.senderSignatureId, ["signature"]),
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
 * @throws DomainError as `moveTrip`; conflict `trip.not_certified`; bad_input `trip.wrong_code`; too_many `trip.code_locked`
 */
export async function advanceTrip(ctx: Context, input: TripAdvance): Promise<EventAnswer> {
  const { tripId, move, eventId, happenedAt, lat, lon } = input;
  if (input.move === "board") await identifyPatient(ctx, tripId, input.data);
  return moveTrip(ctx, tripId, {
    verb: "trip.advance",
    move,
    eventId,
    happenedAt,
    lat,
    lon,
    ...parts(input),
  });
}
