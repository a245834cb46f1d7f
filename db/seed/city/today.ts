import type { Mobility } from "@/server/core/patient";
import type { RoadProfile } from "@/server/core/road-estimate";
import { type Ask, askFor } from "./ask";
import type { City } from "./city";
import type { Errand } from "./ends";
import type { Condition } from "./judge";

/** A wish that makes today look like a working day at whatever hour the demonstration is started. */
interface Wish {
  errand: Errand;
  mobility: Mobility;
  /** When the pickup is wanted and when it was asked for, in minutes from now. */
  wantedIn: number;
  askedBefore: number;
  waiting?: boolean;
  condition?: Condition;
  channel: "hospital" | "family";
}

const wishes: Wish[] = [
  // Under way now, at different stages.
  { errand: "discharge", mobility: "stretcher", wantedIn: -75, askedBefore: 300, channel: "hospital" },
  { errand: "discharge", mobility: "wheelchair", wantedIn: -45, askedBefore: 280, channel: "family" },
  { errand: "transfer", mobility: "stretcher", wantedIn: -20, askedBefore: 260, channel: "hospital" },
  { errand: "admission", mobility: "wheelchair", wantedIn: 15, askedBefore: 220, channel: "family" },
  { errand: "discharge", mobility: "stretcher", wantedIn: -60, askedBefore: 320, channel: "hospital" },
  { errand: "dialysis", mobility: "wheelchair", wantedIn: -60, askedBefore: 330, channel: "family" },
  { errand: "admission", mobility: "stretcher", wantedIn: -40, askedBefore: 310, channel: "family" },
  { errand: "dialysis", mobility: "wheelchair", wantedIn: -15, askedBefore: 270, channel: "family" },
  // Next.
  { errand: "discharge", mobility: "stretcher", wantedIn: 110, askedBefore: 160, channel: "hospital" },
  { errand: "dialysis", mobility: "wheelchair", wantedIn: 170, askedBefore: 190, channel: "family" },
  // Put to an operator that has not answered yet.
  {
    errand: "discharge",
    mobility: "stretcher",
    wantedIn: 960,
    askedBefore: 6,
    channel: "hospital",
    waiting: true,
  },
  {
    errand: "discharge",
    mobility: "wheelchair",
    wantedIn: 1_020,
    askedBefore: 7,
    channel: "family",
    waiting: true,
  },
  {
    errand: "transfer",
    mobility: "stretcher",
    wantedIn: 1_080,
    askedBefore: 8,
    channel: "hospital",
    waiting: true,
  },
  // Before the clinician.
  {
    errand: "discharge",
    mobility: "stretcher",
    wantedIn: 1_140,
    askedBefore: 5,
    channel: "family",
    waiting: true,
    condition: "care",
  },
  {
    errand: "admission",
    mobility: "stretcher",
    wantedIn: 1_320,
    askedBefore: 9,
    channel: "family",
    waiting: true,
    condition: "care",
  },
];

const halfHourMs = 1_800_000;

/** The wishes of today, placed on whole half hours around now. */
export function asksOfToday(city: City, roads: RoadProfile): Ask[] {
  return wishes.map((wish, index) => {
    const wantedFrom = new Date(
      Math.floor((city.now.getTime() + wish.wantedIn * 60_000) / halfHourMs) * halfHourMs,
    );
    const fate = wish.waiting ? ("waiting" as const) : ("carried" as const);
    const createdAt = new Date(city.now.getTime() - wish.askedBefore * 60_000);
    const until = new Date(wantedFrom.getTime() + 3 * 3_600_000);
    return askFor(city, roads, {
      key: `${city.today}/now-${index}`,
      index: 3_000 + index,
      fate,
      errand: wish.errand,
      channel: wish.channel,
      mobility: wish.mobility,
      condition: wish.condition ?? "plain",
      createdAt,
      wanted: { from: wantedFrom, until },
      hurried: true,
    });
  });
}
