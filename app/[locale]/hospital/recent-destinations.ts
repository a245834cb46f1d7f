import type { PlaceAnswer } from "@/components/booking/answers";
import { api } from "@/server/caller";

const dayMs = 86_400_000;
const shown = 4;

/** Facilities that this hospital's patients went to in the last two weeks, most often first. */
export async function recentDestinations(): Promise<PlaceAnswer[]> {
  const fromDay = new Date(Date.now() - 14 * dayMs).toISOString().slice(0, 10);
  const { rows } = await (await api()).booking.list({
    fromDay,
    direction: "departures",
    stage: "confirmed",
    limit: 200,
  });
  const counted = new Map<string, { place: PlaceAnswer; times: number }>();
  for (const { to } of rows) {
    if (!to.facilityId) continue;
    const { facilityId, label, lat, lon } = to;
    const known = counted.get(facilityId);
    if (known) known.times += 1;
    else
      counted.set(facilityId, {
        place: { facilityId, label, detail: "", lat, lon, floor: 1, hasLift: true, hint: "" },
        times: 1,
      });
  }
  return [...counted.values()]
    .sort((a, b) => b.times - a.times)
    .slice(0, shown)
    .map(({ place }) => place);
}
