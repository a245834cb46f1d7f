import { certification, paper } from "@/db/schema/certification";
import { marking } from "@/db/schema/marking";
import { papersFor } from "@/server/core/certification";
import { localDay } from "@/server/core/local-time";
import { requiredOn, sideOf } from "@/server/core/marking/photo";
import { endOfDay } from "@/server/core/standard/day";
import { evaluateStandards } from "@/server/core/standard/evaluate";
import type { PaperFacts, PaperKind, StandardSubject } from "@/server/core/standard/facts";
import { chance } from "./chance";
import { type City, dayAt, foundedAt, momentOf } from "./city";
import { type CrewPerson, joinedAt } from "./crew";
import type { FleetVehicle } from "./fleet";
import { operators, type SeedOperator } from "./fleet-plan";
import { organizations, orgId } from "./organizations";
import { ruleId, standardsOf } from "./region";
import { insertRows, seedId } from "./rows";
import { accountId } from "./staff";
import { trainingFacts } from "./training";

type CertificationRow = typeof certification.$inferInsert;
type MarkingRow = typeof marking.$inferInsert;
type PaperRow = typeof paper.$inferInsert;
type Status = CertificationRow["status"];

/** Somebody or something to certify: where it stands, which papers lie there. */
interface Candidate {
  subject: "operator" | "vehicle" | "crew";
  subjectId: string;
  orgId: string;
  status: Status;
  reason: string | null;
  /** The last good day lies so many days ahead, a year when not said. */
  validDays?: number;
  appliedAt: Date;
  papers: PaperFacts[];
  facts: StandardSubject;
}

const undecided: Status[] = ["applied", "in_review"];
/** Crew papers that lapse soon, by person: the reminders and the desk's lists have something to show. */
const lapsingPapers: Record<string, [PaperKind, number]> = {
  "kanghang/bearer-2": ["cpr_certificate", 5],
  "antu/nurse-3": ["nurse_licence", 24],
  "antu/driver-6": ["driving_licence", 29],
  "kanghang/driver-4": ["cpr_certificate", 52],
  "antu/doctor-2": ["cpr_certificate", 56],
  "jinyin/driver-2": ["driving_licence", 20],
};

function paperFacts(
  city: City,
  key: string,
  kinds: readonly PaperKind[],
  checked: boolean,
  soon?: [PaperKind, number],
): PaperFacts[] {
  const dice = chance(`${city.regionId}/papers/${key}`);
  return kinds.map((kind) => {
    const days = soon?.[0] === kind ? soon[1] : dice.between(150, 900);
    const endless = kind === "identity" || kind === "business_licence";
    return { kind, expiresOn: endless ? null : dayAt(city, days), checked };
  });
}

function operatorCandidate(city: City, operator: SeedOperator, crew: CrewPerson[]): Candidate {
  const licensed =
    (organizations[city.regionId] ?? []).find((it) => it.key === operator.key)?.medicalLicence ?? false;
  const applied = operator.standing === "applied";
  const kinds = papersFor({ subject: "operator", carriesCareTransfer: licensed });
  const papers = paperFacts(city, operator.key, kinds, !applied);
  const id = orgId(city.regionId, operator.key);
  return {
    subject: "operator",
    subjectId: id,
    orgId: id,
    status: operator.standing,
    reason: operator.standing === "suspended" ? "抽查发现两次无证人员上车，暂停接单，整改后复查" : null,
    appliedAt: applied ? momentOf(city, dayAt(city, -3), "10:20") : foundedAt(city),
    papers,
    facts: {
      kind: "operator",
      facts: {
        papers,
        carriesCareTransfer: licensed,
        driverCount: crew.filter((it) => it.operator === operator.key && it.duty === "driver").length,
        vehicleCount: operator.vehicles.length,
      },
    },
  };
}

function vehicleStatus(operator: SeedOperator, vehicle: FleetVehicle): Status {
  if (operator.standing === "applied") return "applied";
  if (vehicle.spec.state === "in_review") return "in_review";
  return vehicle.spec.state === "lacking" ? "more_asked" : "certified";
}

function vehicleCandidate(city: City, operator: SeedOperator, vehicle: FleetVehicle): Candidate {
  const status = vehicleStatus(operator, vehicle);
  const key = `${operator.key}/${vehicle.spec.key}`;
  const { row } = vehicle;
  const insured: [PaperKind, number] = ["vehicle_insurance", vehicle.spec.insuredDays ?? 300];
  const papers = paperFacts(
    city,
    key,
    papersFor({ subject: "vehicle" }),
    !undecided.includes(status),
    insured,
  );
  return {
    subject: "vehicle",
    subjectId: row.id,
    orgId: row.orgId,
    status,
    reason: status === "more_asked" ? "车上没有吸引器，补齐后重新提交" : null,
    appliedAt: status === "certified" ? foundedAt(city) : momentOf(city, dayAt(city, -4), "14:05"),
    ...(vehicle.spec.state === "lapsed" ? { validDays: -3 } : {}),
    papers,
    facts: {
      kind: "vehicle",
      facts: {
        class: row.class,
        equipment: row.equipment,
        papers,
        markings: row.markings ?? null,
        thirdPartyCoverFen: row.thirdPartyCoverFen,
        seatCoverFen: row.seatCoverFen,
        registeredOn: row.registeredOn,
        odometerKm: row.odometerKm,
        positioningDeviceId: row.positioningDeviceId ?? null,
        ownedByOperator: true,
      },
    },
  };
}

function crewStatus(operator: SeedOperator, it: CrewPerson): Status {
  if (operator.standing === "applied") return "applied";
  return it.state === "usual" ? "certified" : it.state;
}

function crewCandidate(city: City, operator: SeedOperator, it: CrewPerson): Candidate {
  const status = crewStatus(operator, it);
  const key = `${it.operator}/${it.key}`;
  const kinds = papersFor({ subject: "crew", duties: [it.duty] }).filter(
    (kind) => it.state !== "refused" || kind !== "cpr_certificate",
  );
  const papers = paperFacts(city, key, kinds, !undecided.includes(status), lapsingPapers[key]);
  return {
    subject: "crew",
    subjectId: it.id,
    orgId: orgId(city.regionId, it.operator),
    status,
    reason: status === "refused" ? "没有有效的心肺复苏证书" : null,
    appliedAt: joinedAt(city, it),
    papers,
    facts: {
      kind: "crew",
      facts: {
        duties: [it.duty],
        papers,
        ...trainingFacts(city, it),
        servingSince: localDay(joinedAt(city, it), city.timeZone),
      },
    },
  };
}

const decided = (status: Status) => !["applied", "in_review"].includes(status);

function certificationRow(city: City, it: Candidate, serial: string | null): CertificationRow {
  const standards = standardsOf(city);
  const evaluation = {
    ...evaluateStandards(standards, it.facts, city.now.getTime()),
    ruleVersionId: ruleId(city.regionId, "standard", "standard"),
    at: city.now.toISOString(),
  };
  if (it.status === "certified" && !evaluation.passes)
    throw new Error(
      `${it.subject} ${it.subjectId} would be certified and fails ${evaluation.fails.map((fail) => fail.ruleId).join(", ")}`,
    );
  const granted = it.status === "certified" || it.status === "suspended";
  const suspendedAt = momentOf(city, dayAt(city, -2), "16:40");
  return {
    regionId: city.regionId,
    id: seedId(city.regionId, "certification", it.subjectId),
    orgId: it.orgId,
    subject: it.subject,
    subjectId: it.subjectId,
    status: it.status,
    serial,
    validFrom: granted ? momentOf(city, dayAt(city, -380), "09:00") : null,
    validUntil: granted ? new Date(endOfDay(dayAt(city, it.validDays ?? 350), city.timeZone)) : null,
    conditions: null,
    reason: it.reason,
    evaluation: { ...evaluation },
    decidedBy: decided(it.status) ? accountId(city.regionId, "regulator1") : null,
    decidedAt: decided(it.status)
      ? it.status === "suspended"
        ? suspendedAt
        : it.status === "certified"
          ? momentOf(city, dayAt(city, -380), "09:00")
          : momentOf(city, dayAt(city, -1), "11:30")
      : null,
    appliedAt: it.appliedAt,
  };
}

/** What the reviewer saw on a photo of a marking: all that its side must show. */
function shownOn(kind: PaperKind) {
  const side = sideOf(kind);
  return side && [...requiredOn[side]];
}

function paperRows(city: City, it: Candidate, fileIds: ReadonlyMap<string, string>): PaperRow[] {
  const certificationId = seedId(city.regionId, "certification", it.subjectId);
  return it.papers.map(({ kind, expiresOn, checked }) => ({
    regionId: city.regionId,
    id: seedId(city.regionId, "paper", `${it.subjectId}/${kind}`),
    orgId: it.orgId,
    certificationId,
    kind,
    number: `YS-${chance(`${it.subjectId}/${kind}`).between(100_000, 999_999)}`,
    issuedOn: dayAt(city, -410),
    expiresOn,
    fileId: fileIds.get(`${it.orgId}/${kind}`) ?? null,
    checked,
    seen: checked ? shownOn(kind) : null,
    createdAt: it.appliedAt,
  }));
}

/** The first issue of a vehicle's marking, on the day it was certified. */
function markingRow(row: CertificationRow): MarkingRow[] {
  const { regionId, orgId, subjectId, serial, validFrom, decidedBy } = row;
  if (!serial || !validFrom) return [];
  const id = seedId(regionId, "marking", serial);
  const about = { regionId, id, orgId, vehicleId: subjectId, serial, issuedBy: decidedBy ?? null };
  return [{ ...about, generation: 1, reason: "first", issuedAt: validFrom }];
}

/** All candidates of the region: operators, their vehicles, their people. */
function candidatesOf(city: City, fleet: FleetVehicle[], crew: CrewPerson[]): Candidate[] {
  return (operators[city.regionId] ?? []).flatMap((operator) => [
    operatorCandidate(city, operator, crew),
    ...fleet.filter((it) => it.operator === operator.key).map((it) => vehicleCandidate(city, operator, it)),
    ...crew.filter((it) => it.operator === operator.key).map((it) => crewCandidate(city, operator, it)),
  ]);
}

/**
 * Who is certified, asked, refused, suspended, and on which papers. Returns how many markings were issued, for the
 * counter. `fileIds`: "<organization>/<paper kind>" to file.
 */
export async function seedCertifications(
  city: City,
  fleet: FleetVehicle[],
  crew: CrewPerson[],
  fileIds: ReadonlyMap<string, string>,
): Promise<number> {
  const year = city.today.slice(2, 4);
  let issued = 0;
  const candidates = candidatesOf(city, fleet, crew);
  const rows = candidates.map((it) => {
    const marked = it.subject === "vehicle" && it.status === "certified";
    if (marked) issued += 1;
    return certificationRow(
      city,
      it,
      marked ? `${city.regionId}-${year}-${String(issued).padStart(6, "0")}` : null,
    );
  });
  await insertRows(city.db, certification, rows);
  await insertRows(city.db, marking, rows.flatMap(markingRow));
  await insertRows(
    city.db,
    paper,
    candidates.flatMap((it) => paperRows(city, it, fileIds)),
  );
  return issued;
}
