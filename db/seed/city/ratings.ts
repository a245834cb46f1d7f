import type { Carried } from "./carry";
import type { City } from "./city";
import { after, type Doer, type Harvest, note } from "./harvest";

/** How rides are rated, in turn: mostly well; what is rated 1 or 2 opens a case and stands with the complaints. */
const scores = [5, 5, 4, 5, 5, 3, 5, 4, 5, 5];
/** One ride in three is rated at all. */
const every = 3;

/** One rating with its audit row. */
export function rate(
  city: City,
  rows: Harvest,
  { row }: Carried,
  by: Doer,
  score: number,
  text: string,
  at: Date,
): void {
  rows.rating.push({
    regionId: city.regionId,
    bookingId: row.bookingId,
    tripId: row.id,
    orgId: row.orgId,
    score,
    text,
    by: by.name,
    createdAt: at,
    viewerOrgs: row.viewerOrgs ?? [],
    viewerUsers: [],
  });
  note(city, rows, by, at, {
    verb: "rating.give",
    noun: "rating",
    nounId: row.bookingId,
    bookingId: row.bookingId,
    after: { score },
  });
}

/** Ratings of rides that nobody complained about, a few hours after their end. */
export function rateRides(city: City, rows: Harvest, carried: readonly Carried[]): void {
  const complained = new Set(rows.complaint.map(({ bookingId }) => bookingId));
  const quiet = carried.filter(
    ({ row }) => row.status === "completed" && !complained.has(row.bookingId) && row.endedAt,
  );
  for (const [index, it] of quiet.entries()) {
    const at = after(it.row.endedAt ?? city.now, 3_600 + (index % 7) * 5_400);
    if (index % every !== 0 || at > city.now) continue;
    const { by } = it.assignment.sale.intake;
    rate(city, rows, it, by, scores[(index / every) % scores.length] ?? 5, "", at);
  }
}
