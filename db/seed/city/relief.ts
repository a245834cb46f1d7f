import { countsAsRelief, type QuotedRelief, type ReliefStatus } from "@/server/core/relief";
import { tripFacts } from "@/server/core/tariff/facts";
import type { PriceLine } from "@/server/core/tariff/line";
import { priceTrip } from "@/server/core/tariff/price";
import { type ReliefGroup, reliefGroups } from "@/server/core/tariff/rules";
import { putAlone } from "@/server/gateways/files";
import { chance } from "./chance";
import type { City } from "./city";
import { drawSheet } from "./files";
import { after, type Doer, type Harvest, note } from "./harvest";
import { initialViewers } from "./intake";
import { orgId } from "./organizations";
import { seedId } from "./rows";
import type { Rules } from "./rules";
import type { Sale } from "./sell";
import { accountId } from "./staff";

const minuteMs = 60_000;
const reasons = ["证明已过有效期", "证明上的姓名与患者不符", "证明看不清，请重新开具"];

/** The second price of a quote, by the region's relief tariff: it has neither zones nor a discount. */
function reducedPrice({ relief }: Rules, sale: Sale, group: ReliefGroup): QuotedRelief | null {
  if (!relief) return null;
  const { zone: _zone, emptyReturn: _discount, ...facts } = tripFacts.parse(sale.quote.facts);
  const { lines, totalFen } = priceTrip(relief.tariff, facts);
  return { group, tariffVersionId: relief.id, facts, lines, totalFen };
}

/** How the check ends, and when: well before the ride, or still ahead of now. */
function decision(city: City, sale: Sale): { status: ReliefStatus; at: Date | null } {
  const dice = chance(`${city.regionId}/relief-check/${sale.intake.ask.key}`);
  const usual = after(sale.confirmedAt, dice.between(20, 1_800) * 60).getTime();
  const last = sale.quote.pickupFrom.getTime() - 40 * minuteMs;
  const at = new Date(Math.max(after(sale.confirmedAt, 240).getTime(), Math.min(usual, last)));
  if (at > city.now) return { status: "open", at: null };
  return { status: dice.hits(0.75) ? "accepted" : "refused", at };
}

/** Some families without means hand in a paper before they choose; a seat looks at it. */
export function claimRelief(city: City, rows: Harvest, rules: Rules, sale: Sale): void {
  const { ask, by } = sale.intake;
  const dice = chance(`${city.regionId}/relief/${ask.key}`);
  const isOurs =
    ask.channel !== "hospital" &&
    sale.quote.pickupFrom.getTime() - sale.confirmedAt.getTime() > 60 * minuteMs;
  const group = dice.pick(reliefGroups);
  const reduced = isOurs && dice.hits(0.07) ? reducedPrice(rules, sale, group) : null;
  if (!reduced) return;
  const { status, at } = decision(city, sale);
  sale.quote.relief = reduced;
  sale.relief = status;
  const id = seedId(city.regionId, "relief-claim", ask.key);
  const fileId = seedId(city.regionId, "relief-paper", ask.key);
  const claimedAt = after(sale.askedAt, -1);
  const checker: Doer = {
    name: `user:${accountId(city.regionId, "seat1")}`,
    role: "seat",
    orgId: orgId(city.regionId, "call-centre"),
  };
  const isForgotten =
    at !== null && city.now.getTime() - at.getTime() > rules.settings.privacy.reliefDays * 86_400_000;
  const reason = status === "refused" ? dice.pick(reasons) : null;
  rows.reliefClaim.push({
    regionId: city.regionId,
    id,
    bookingId: ask.id,
    group,
    status,
    fileId: isForgotten ? null : fileId,
    agreedAt: claimedAt,
    claimedBy: by.name,
    claimedAt,
    checkedBy: at && checker.name,
    checkedAt: at,
    reason,
    forgottenAt: isForgotten ? city.now : null,
    ...initialViewers(ask),
  });
  if (!isForgotten)
    rows.file.push({
      ...{ regionId: city.regionId, id: fileId, sha256: "", contentType: "image/png", bytes: 0 },
      ...{ purpose: "relief", bookingId: ask.id, uploadedBy: by.name, createdAt: claimedAt },
      ...initialViewers(ask),
    });
  const of = { noun: "relief_claim", nounId: id, bookingId: ask.id };
  note(city, rows, by, claimedAt, {
    verb: "relief.claim",
    ...of,
    after: { group, agreesToNormalPrice: true },
  });
  if (at)
    note(city, rows, checker, at, {
      verb: "relief.check",
      ...of,
      before: { status: "open" },
      after: { status, group, reason },
    });
}

/** Draw the papers that were handed in; each is kept alone, since it will be forgotten alone. */
export async function drawReliefPapers(rows: Harvest): Promise<void> {
  const sheet = rows.file.some(({ sha256 }) => sha256 === "") ? await drawSheet("relief") : null;
  for (const row of rows.file) {
    if (row.sha256 !== "" || !sheet) continue;
    const { sha256, mediaType, bytes } = await putAlone(sheet, row.id);
    Object.assign(row, { sha256, contentType: mediaType, bytes });
  }
}

/** The price of a sale that counts: the reduced one while its paper waits and once it is accepted. */
export function countedPrice(rules: Rules, { quote, relief }: Sale) {
  const counts = rules.relief !== null && countsAsRelief(relief) && quote.relief;
  const lines: PriceLine[] = counts ? counts.lines : quote.lines;
  return counts && rules.relief
    ? { tariff: rules.relief.tariff, facts: counts.facts, lines, totalFen: counts.totalFen }
    : { tariff: rules.tariff, facts: tripFacts.parse(quote.facts), lines, totalFen: quote.totalFen };
}
