import type { PatientState } from "@/server/core/handover";
import { seal } from "@/server/gateways/vault";
import type { City } from "./city";
import type { StoredFile } from "./files";
import type { Harvest } from "./harvest";
import type { Assignment } from "./market";
import { person } from "./people";
import { seedId } from "./rows";
import { crewDoer, type TripRow, viewersOf } from "./trips";

function stateOf({ sale }: Assignment): PatientState {
  const { ask } = sale.intake;
  const { dice } = ask;
  const oxygen = sale.rider.needs.equipment.includes("fixed_oxygen");
  const vitals =
    sale.rider.needs.serviceLevel === "care_transfer"
      ? {
          pulsePerMinute: dice.between(62, 98),
          systolicMmHg: dice.between(108, 152),
          diastolicMmHg: dice.between(62, 92),
          oxygenSaturationPercent: dice.between(93, 99),
          temperatureCelsius: 36 + dice.between(1, 12) / 10,
        }
      : null;
  return {
    consciousness: "alert",
    breathing: oxygen ? "oxygen" : "normal",
    painScore: dice.between(0, 3),
    lines: [],
    vitals,
    papers: ask.from.facilityId ? ["discharge_summary", "medication_list"] : ["insurance_card"],
    belongings: "随身包一个",
    remarks: "",
  };
}

function signature(
  city: City,
  rows: Harvest,
  row: TripRow,
  key: string,
  at: Date,
  files: readonly StoredFile[],
  number: number,
): string {
  const stored = files[number % files.length];
  if (!stored) throw new Error("No signature was drawn");
  const id = seedId(city.regionId, "file", `${row.id}/${key}`);
  rows.file.push({
    ...viewersOf(row),
    id,
    sha256: stored.sha256,
    contentType: stored.mediaType,
    bytes: stored.bytes,
    purpose: "signature",
    uploadedBy: crewDoer(row).name,
    createdAt: at,
  });
  return id;
}

/** Both sign: at the pickup the sender and the crew, at the drop-off the crew and the receiver. */
export function handOver(
  city: City,
  rows: Harvest,
  assignment: Assignment,
  row: TripRow,
  end: "pickup" | "dropoff",
  at: Date,
  signatures: readonly StoredFile[],
): void {
  const { ask } = assignment.sale.intake;
  const place = end === "pickup" ? ask.from : ask.to;
  const outsider = place.facilityId
    ? `${person(city.regionId, `ward/${ask.key}/${end}`, { from: 1975, until: 2000 }).name}（护士）`
    : ask.booker.name;
  const driver = assignment.shift.crew.find((it) => it.duty !== "driver") ?? assignment.shift.crew[0];
  const ours = driver?.person.name ?? "";
  const sealed = (column: string, value: string) => seal(value, `${city.regionId}/handover/${column}`);
  const number = ask.dice.between(0, 900);
  const sign = (who: string, offset: number) =>
    signature(city, rows, row, `${end}-${who}`, at, signatures, number + offset);
  rows.handover.push({
    ...viewersOf(row),
    id: seedId(city.regionId, "handover", `${row.id}/${end}`),
    tripId: row.id,
    end,
    giverNameSealed: sealed("giver_name", end === "pickup" ? outsider : ours),
    receiverNameSealed: sealed("receiver_name", end === "pickup" ? ours : outsider),
    giverSignatureId: sign("giver", 0),
    receiverSignatureId: sign("receiver", 1),
    identifiedBy: end === "pickup" ? "boarding_code" : "not_asked",
    identifiedReason: null,
    state: stateOf(assignment),
    happenedAt: at,
  });
}
