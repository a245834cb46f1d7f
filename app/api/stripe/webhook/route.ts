import { refuse } from "@/app/api/refusal";
import { DomainError } from "@/server/core/domain-error";
import { database } from "@/server/database";
import { verifyWebhook } from "@/server/gateways/stripe";
import { recordPaymentEvent, subjectOf } from "@/server/services/payment/event";
import { getRegion, regionContext } from "@/server/services/region";

export const dynamic = "force-dynamic";
const maxBytes = 512 * 1024;

/** Stripe tells us something: verified, written down once, handled by a job. Answered 200 also when it is not ours. */
export async function POST(request: Request): Promise<Response> {
  try {
    const body = await request.text();
    if (body.length > maxBytes) throw new DomainError("bad_input", "input.invalid");
    const event = await verifyWebhook(body, request.headers.get("stripe-signature") ?? "");
    const subject = subjectOf(event);
    if (!subject) return Response.json({ received: true });
    const pool = database();
    const region = await getRegion(pool, subject.regionId);
    const ctx = {
      pool,
      now: new Date(),
      region: regionContext(region),
      actor: { kind: "webhook", source: "stripe" },
    } as const;
    await recordPaymentEvent(ctx, { id: event.id, type: event.type, objectId: subject.objectId });
    return Response.json({ received: true });
  } catch (error) {
    return refuse(error);
  }
}
