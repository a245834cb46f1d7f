import { currentSession, requestContext } from "@/server/auth";
import { database } from "@/server/database";
import { hear, type LiveEvent } from "@/server/live";
import { guestOf } from "@/server/services/link";

export const dynamic = "force-dynamic";
const officials = ["regulator", "seat", "clinician", "region_admin", "platform_admin"];
const heartbeatMs = 25_000;
const pollMs = 60_000;

/** Which events concern the caller; null where nobody is known. */
async function interest(request: Request): Promise<((event: LiveEvent) => boolean) | null> {
  const token = new URL(request.url).searchParams.get("token");
  if (token) {
    const guest = await guestOf(database(), token, null, new Date());
    return guest && ((event) => event.booking === guest.bookingId);
  }
  if (!(await currentSession())) return null;
  const { actor, region } = await requestContext();
  if (actor.kind !== "user") return null;
  return (event) =>
    event.region === region.id &&
    (officials.includes(actor.role) || (actor.orgId !== null && event.orgs.includes(actor.orgId)));
}

/** Server-sent events: a bare "look again", so that nothing is told here that the pages could not read themselves. */
export async function GET(request: Request): Promise<Response> {
  const concerns = await interest(request);
  if (!concerns) return new Response(null, { status: 404 });
  const encoder = new TextEncoder();
  let end = () => {};
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (text: string) => controller.enqueue(encoder.encode(text));
      say("retry: 3000\n\n");
      const stop = hear((event) => concerns(event) && say("data: changed\n\n"));
      const beat = setInterval(() => say(": beat\n\n"), heartbeatMs);
      const poll = setInterval(() => say("data: poll\n\n"), pollMs);
      end = () => {
        stop();
        clearInterval(beat);
        clearInterval(poll);
      };
      request.signal.addEventListener("abort", () => {
        end();
        // The reader that left may have ended the stream already.
        if (controller.desiredSize !== null && controller.desiredSize !== 0) controller.close();
      });
    },
    cancel: () => end(),
  });
  return new Response(stream, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" },
  });
}
