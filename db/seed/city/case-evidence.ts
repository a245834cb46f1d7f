import { type CaseEvidence, evidenceHash, minutesLate, thinned } from "@/server/core/case-evidence";
import type { Carried } from "./carry";
import type { Harvest } from "./harvest";
import { seedId } from "./rows";

type CaseRow = Harvest["complaint"][number];
const iso = (at: Date | null | undefined): string | null => at?.toISOString() ?? null;

function tripOf(rows: Harvest, { row }: Carried): CaseEvidence {
  const promised = rows.promise.filter((it) => it.bookingId === row.bookingId);
  const [first] = promised;
  const bill = rows.bill.find((it) => it.bookingId === row.bookingId && it.status !== "void");
  const quote = rows.quote.find((it) => it.bookingId === row.bookingId && it.status === "accepted");
  const arrived = row.arrivedPickupAt ?? null;
  return {
    kind: "trip",
    data: {
      bookingNumber: rows.booking.find((it) => it.id === row.bookingId)?.number ?? "",
      status: row.status ?? "completed",
      plate: row.plate,
      promisedFrom: iso(first?.pickupFrom),
      promisedUntil: iso(first?.pickupUntil),
      promiseMoves: Math.max(0, promised.length - 1),
      departedAt: iso(row.departedAt),
      arrivedPickupAt: iso(arrived),
      boardedAt: iso(row.boardedAt),
      arrivedDropoffAt: iso(row.arrivedDropoffAt),
      endedAt: iso(row.endedAt),
      lateMinutes: first && arrived ? minutesLate(first.pickupUntil.getTime(), arrived.getTime()) : null,
      drivenMetres: row.drivenMetres ?? null,
      quotedFen: quote?.totalFen ?? null,
      billedFen: bill?.totalFen ?? null,
    },
  };
}

function positionsOf(rows: Harvest, { row }: Carried): CaseEvidence[] {
  const fixes = rows.position
    .filter((it) => it.bookingId === row.bookingId)
    .toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const [first, last] = [fixes[0], fixes.at(-1)];
  if (!first || !last) return [];
  const track = thinned(fixes, 60).map(({ at, lat, lon }) => ({ at: at.toISOString(), lat, lon }));
  const span = { from: first.at.toISOString(), until: last.at.toISOString() };
  return [{ kind: "positions", data: { count: fixes.length, ...span, track } }];
}

function ratingOf(rows: Harvest, { row }: Carried): CaseEvidence[] {
  const it = rows.rating.find(({ bookingId }) => bookingId === row.bookingId);
  if (!it) return [];
  return [{ kind: "rating", data: { score: it.score, text: it.text ?? "", at: it.createdAt.toISOString() } }];
}

/** What the platform attaches to a case when it is opened, as the product would have. */
export function attachEvidence(rows: Harvest, its: CaseRow, carried: Carried): void {
  const found = [tripOf(rows, carried), ...positionsOf(rows, carried), ...ratingOf(rows, carried)];
  for (const { kind, data } of found)
    rows.complaintEvidence.push({
      regionId: its.regionId,
      id: seedId(its.regionId, "complaint-evidence", `${its.id}/${kind}`),
      complaintId: its.id,
      bookingId: its.bookingId ?? null,
      kind,
      data,
      sha256: evidenceHash(data),
      createdAt: its.createdAt,
      viewerOrgs: its.viewerOrgs ?? [],
      viewerUsers: its.viewerUsers ?? [],
    });
}
