import { randomUUID } from "node:crypto";
import { putFile } from "@/server/services/file";
import { fileInspection } from "@/server/services/inspection/file";
import { ownInspections } from "@/server/services/inspection/own";
import { crewOf } from "./crew";
import { attempt, type Simulation } from "./simulation";
import type { Vehicle } from "./vehicle";

/** One dot: what a photo shows decides nothing. */
const photo = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

/** Before its first departure the crew looks its vehicle over, by the product's verbs; nothing is ever wrong with it. */
export async function inspect(sim: Simulation, vehicle: Vehicle): Promise<void> {
  if (vehicle.isInspected) return;
  vehicle.isInspected = true;
  const ctx = () => crewOf(sim, vehicle);
  const { shiftId } = vehicle;
  const asked = (await ownInspections(ctx())).find((it) => it.shiftId === shiftId);
  if (asked?.state !== "due") return;
  const answers = [];
  for (const { id, photo: isAsked } of asked.items) {
    const put = isAsked ? [await putFile(ctx(), { purpose: "photo", shiftId }, photo)] : [];
    answers.push({ item: id, result: "ok" as const, note: "", fileIds: put.map(({ fileId }) => fileId) });
  }
  const inspectedAt = new Date(sim.now()).toISOString();
  const { odometerKm } = asked;
  const input = { inspectionId: randomUUID(), shiftId, inspectedAt, odometerKm, answers };
  await attempt(sim, "inspection.file", () => fileInspection(ctx(), input));
}
