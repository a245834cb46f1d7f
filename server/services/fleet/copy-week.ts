import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { CopyWeekInput, ShiftInput } from "@/server/core/fleet-input";
import { addDays, localDay, localTime } from "@/server/core/local-time";
import { actingOrg } from "@/server/scope";
import { listShifts, type ShiftListItem, saveShift } from "./shift";

const weekDays = 7;

function copied(it: ShiftListItem, input: CopyWeekInput, timeZone: string): ShiftInput {
  const source = localDay(it.startsAt, timeZone);
  const offset = Math.round((Date.parse(source) - Date.parse(input.fromMonday)) / 86_400_000);
  const [rest] = it.breaks;
  const at = (seconds: number) => localTime(new Date(seconds * 1000), timeZone);
  return {
    vehicleId: it.vehicleId,
    kind: it.kind,
    day: addDays(input.toMonday, offset),
    from: localTime(it.startsAt, timeZone),
    until: localTime(it.endsAt, timeZone),
    crew: it.crew.map(({ crewId, duty }) => ({ crewId, duty })),
    rest: rest
      ? { from: at(rest.fromAt), until: at(rest.untilAt), minutes: Math.round(rest.durationSeconds / 60) }
      : null,
  };
}

/**
 * Plan a week like another. A shift that does not fit any more (vehicle or person already planned, person gone) is left
 * out and told; copying twice therefore changes nothing.
 */
export async function copyWeek(
  ctx: Context,
  input: CopyWeekInput,
): Promise<{ made: number; left: { plate: string; day: string; key: string }[] }> {
  const orgId = actingOrg(ctx);
  const source = await listShifts(ctx, { from: input.fromMonday, days: weekDays });
  const result = { made: 0, left: [] as { plate: string; day: string; key: string }[] };
  for (const it of source.filter((row) => row.orgId === orgId && row.status === "planned")) {
    const wanted = copied(it, input, ctx.region.timeZone);
    try {
      await saveShift(ctx, wanted);
      result.made += 1;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      result.left.push({ plate: it.plate, day: wanted.day, key: error.key });
    }
  }
  return result;
}
