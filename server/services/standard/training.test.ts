import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { callerOf } from "@/server/routers/root";
import { contextOf, testNow, userOf } from "@/server/test-asking";
import { callerIn, fleetWorld, person } from "@/server/test-fleet";

const world = fleetWorld();
const as = callerIn(world);

describe("training hours", () => {
  it("count in the year that they were entered for, and are shown so to operator and reviewer", async () => {
    const { crewId } = await as().fleet.saveCrew(person({ trainingHours: 36 }));
    const { certificationId } = await as().certification.request({ subject: "crew", subjectId: crewId });
    const seenAt = async (now: Date) => {
      const dispatcher = callerOf(contextOf(world.db, userOf("dispatcher", world.orgs[0] ?? ""), now));
      const desk = callerOf(contextOf(world.db, userOf("regulator", uuidv7()), now));
      const listed = (await dispatcher.fleet.crew()).find(({ id }) => id === crewId)?.trainingHours;
      const { subjectFacts } = await desk.certification.get({ certificationId });
      const judged = subjectFacts.kind === "crew" ? subjectFacts.facts.trainingHoursThisYear : null;
      return [listed, judged];
    };
    expect(await seenAt(testNow)).toEqual([36, 36]);
    const nextYear = new Date(Date.UTC(testNow.getUTCFullYear() + 1, 3, 2));
    expect(await seenAt(nextYear)).toEqual([0, 0]);
    await callerOf(contextOf(world.db, userOf("dispatcher", world.orgs[0] ?? ""), nextYear)).fleet.saveCrew(
      person({ crewId, trainingHours: 8 }),
    );
    expect(await seenAt(nextYear)).toEqual([8, 8]);
  });
});
