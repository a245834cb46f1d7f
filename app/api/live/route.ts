import { refuse } from "@/app/api/refusal";
import { DomainError } from "@/server/core/domain-error";
import { concerns, hear, type Listener, takePlace } from "@/server/live";
import { listenerOf } from "./listener";

export const dynamic = "force-dynamic";
const heartbeatMs = 25_000;
const pollMs = 60_000;
/** Then the stream ends and the browser asks anew: a session or link that ended meanwhile is not heard on. */
const lifeMs = 600_000;

/** Everything that runs for one stream; `end` stops it, and more than once changes nothing. */
function tell(listener: Listener, say: (text: string) => void, over: () => void): () => void {
  const stop = hear((event) => concerns(listener, event) && say("data: changed\n\n"));
  const beat = setInterval(() => say(": beat\n\n"), heartbeatMs);
  const poll = setInterval(() => say("data: poll\n\n"), pollMs);
  const life = setTimeout(over, lifeMs);
  return () => {
    stop();
    clearInterval(beat);
    clearInterval(poll);
    clearTimeout(life);
  };
}

function streamFor(listener: Listener, signal: AbortSignal, leave: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let end = leave;
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const say = (text: string) => controller.enqueue(encoder.encode(text));
      const over = () => {
        end();
        try {
          controller.close();
        } catch {
          // The reader that left has ended the stream already.
        }
      };
      say("retry: 3000\n\n");
      const stop = tell(listener, say, over);
      end = () => {
        stop();
        leave();
      };
      if (signal.aborted) over();
      else signal.addEventListener("abort", over);
    },
    cancel: () => end(),
  });
}

/** Server-sent events: a bare "look again", so that nothing is told here that the pages could not read themselves. */
export async function GET(request: Request): Promise<Response> {
  const known = await listenerOf(request);
  if (!known) return new Response(null, { status: 404 });
  const leave = takePlace(known.places);
  if (!leave) return refuse(new DomainError("too_many", "rate.too_many", { retryAfterSeconds: 60 }));
  return new Response(streamFor(known.listener, request.signal, leave), {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" },
  });
}
