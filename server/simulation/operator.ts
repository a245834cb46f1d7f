import type { DeclineReason } from "@/server/core/offer";
import { diceFor } from "@/server/core/simulation/dice";
import { acceptOffer } from "@/server/services/offer/accept-offer";
import { declineOffer } from "@/server/services/offer/decline-offer";
import { attempt, member, type Simulation } from "./simulation";

type Answer = "accepts" | "declines" | "stays_silent";

/**
 * How operators answer first offers (assumed): on offer as in the demonstration city; for a committed shift, whose crew
 * stands by and whose refusal is a recorded breach, a quarter as often no. Whoever is asked next says yes.
 */
const answers: Record<"committed" | "onOffer", [Answer, number][]> = {
  committed: [
    ["accepts", 989],
    ["declines", 8],
    ["stays_silent", 3],
  ],
  onOffer: [
    ["accepts", 955],
    ["declines", 32],
    ["stays_silent", 13],
  ],
};

interface OpenOffer {
  id: string;
  orgId: string;
  bookingId: string;
  round: number;
  committed: boolean;
}

async function answer(sim: Simulation, offer: OpenOffer, says: Answer): Promise<void> {
  const ctx = sim.as(member(sim, "dispatcher", offer.orgId));
  const offerId = offer.id;
  const no = { offerId, reason: "no_crew" as DeclineReason, note: "" };
  if (says === "accepts") await attempt(sim, "offer.accept", () => acceptOffer(ctx, { offerId }));
  if (says === "declines") await attempt(sim, "offer.decline", () => declineOffer(ctx, no));
}

/** Operators that have not looked at an offer yet take their time and answer it by their rule. */
export function offerWatch(sim: Simulation): () => Promise<void> {
  const seen = new Set<string>();
  return async () => {
    const open = await sim.owner<OpenOffer[]>`
      SELECT id, org_id AS "orgId", booking_id AS "bookingId", round, committed FROM offer
      WHERE region_id = ${sim.region.id} AND status = 'open' ORDER BY created_at, id`;
    for (const offer of open.filter((it) => !seen.has(it.id))) {
      seen.add(offer.id);
      const course = [...sim.courses.values()].find((it) => it.bookingId === offer.bookingId);
      const dice = diceFor(sim.seed, `answer/${course?.request.key ?? ""}/${offer.round}`);
      const says =
        offer.round > 1 ? "accepts" : dice.weighed(answers[offer.committed ? "committed" : "onOffer"]);
      const afterSeconds = 15 + dice.uniform() * 135;
      sim.later(sim.now() + Math.round(afterSeconds * 1000), () => answer(sim, offer, says));
    }
  };
}
