import { v7 as uuidv7 } from "uuid";
import { makeFile } from "@/db/seed/trip-world";
import { tripAdvance, tripNoteInput } from "@/server/core/trip-input";
import { handle as billJob } from "@/server/jobs/bill-trip";
import { handOverTrip } from "@/server/services/handover";
import { advanceTrip } from "@/server/services/trip/advance";
import { noteTrip } from "@/server/services/trip/note";
import type { MoneyWorld } from "./test-money";

const state = {
  consciousness: "alert",
  breathing: "normal",
  painScore: 0,
  vitals: null,
  belongings: "",
  remarks: "",
} as const;

/** The crew's part in a test of money: the ride by the same verbs as on the phone, minutes from the world's now. */
export function rideOf(it: MoneyWorld) {
  const clock = (minutes: number) => new Date(it.now.getTime() + minutes * 60_000).toISOString();
  const event = () => ({ eventId: uuidv7(), tripId: it.here.trip.id });
  const move = (name: string, minutes: number, data?: object) => {
    const input = { ...event(), move: name, happenedAt: clock(minutes), ...(data ? { data } : {}) };
    return advanceTrip(it.member("crew"), tripAdvance.parse(input));
  };
  const note = (name: string, data: object) => {
    const input = { ...event(), note: name, happenedAt: clock(20), data };
    return noteTrip(it.member("crew"), tripNoteInput.parse(input));
  };
  const sign = () => makeFile(it.world, it.here.booking.id, "signature");
  const drive = async () => {
    await move("depart", 0);
    await move("arrive_pickup", 10);
    await move("board", 20, { by: "boarding_code", code: "4711" });
    await move("arrive_dropoff", 40);
  };
  /** Both signatures, and the bill's job behind them. */
  const complete = async () => {
    await handOverTrip(it.member("crew"), {
      ...event(),
      end: "dropoff",
      happenedAt: clock(45),
      giverName: "甲",
      receiverName: "乙",
      giverSignatureId: await sign(),
      receiverSignatureId: await sign(),
      state: { ...state, lines: [], papers: [] },
    });
    await billJob(it.system(), { regionId: it.world.regionId, tripId: it.here.trip.id });
  };
  return { move, note, drive, complete };
}
