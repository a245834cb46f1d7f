import { acceptRepair } from "@/server/services/dispatch/accept-repair";
import { askRepair, getRepair } from "@/server/services/dispatch/ask-repair";
import { attempt, member, type Simulation } from "./simulation";
import type { Crews, Vehicle } from "./vehicle";

/** How often a dispatcher asks again when the plan moved on under a preview. */
const askings = 3;

/** A dispatcher leaves everybody's promise as it is where that serves everybody, else moves as few as possible. */
async function repairOnce(crews: Crews, vehicle: Vehicle): Promise<boolean> {
  const { sim } = crews;
  const ctx = () => sim.as(member(sim, "dispatcher", vehicle.orgId));
  const about = { shiftId: vehicle.shiftId, reason: "vehicle_out" as const, until: null };
  const asked = await attempt(sim, "repair.ask", () => askRepair(ctx(), about));
  // The shift is over by now: nobody is to be carried by it any more.
  if ("refused" in asked) return true;
  await crews.settle();
  const { repairId } = asked.done;
  const { preview } = await getRepair(ctx(), { repairId });
  const options = preview?.options ?? [];
  const keeping = options.find((it) => it.kind === "keep_promises" && it.unplaced.length === 0);
  const chosen = keeping ?? options.find((it) => it.kind === "fewest_moved") ?? options[0];
  if (!chosen) return false;
  const taken = await attempt(sim, "repair.accept", () =>
    acceptRepair(ctx(), { repairId, kind: chosen.kind }),
  );
  return "done" in taken;
}

function standStill(sim: Simulation, vehicle: Vehicle): void {
  vehicle.isHome = true;
  vehicle.record.brokeDown = true;
  vehicle.record.dutySeconds = Math.max(0, Math.round((sim.now() - vehicle.startsAt) / 1000));
}

/** A vehicle without a patient stops for the rest of its shift; its operator repairs the plan by the product's own verbs. */
export async function breakDown(crews: Crews, vehicle: Vehicle): Promise<void> {
  standStill(crews.sim, vehicle);
  for (let asking = 0; asking < askings; asking++) {
    if (await repairOnce(crews, vehicle)) break;
  }
  await crews.settle();
}
