import { z } from "zod";
import { refuse } from "@/app/api/refusal";
import { requestContext } from "@/server/auth";
import { DomainError } from "@/server/core/domain-error";
import { periodInput } from "@/server/core/oversight-input";
import { offlinePage } from "@/server/gateways/offline-page";
import { exportDays } from "@/server/services/record/export-days";
import { exportTrip } from "@/server/services/record/export-trip";

export const dynamic = "force-dynamic";

const trip = z.object({ bookingId: z.uuid() });
const form = z.enum(["lines", "page"]).catch("lines");

async function* once(text: Promise<string>): AsyncGenerator<string, void, undefined> {
  yield await text;
}

/** What is asked for, as pieces of text, and what its file is called. */
async function asked(search: URLSearchParams) {
  const ctx = await requestContext();
  const fields = Object.fromEntries(search);
  const one = trip.safeParse(fields);
  if (one.success)
    return { pieces: once(exportTrip(ctx, one.data)), name: `record-${ctx.region.id}-${one.data.bookingId}` };
  const days = periodInput.safeParse(fields);
  if (!days.success) throw new DomainError("bad_input", "input.invalid");
  const { from, until } = days.data;
  return { pieces: exportDays(ctx, days.data), name: `record-${ctx.region.id}-${from}-${until}` };
}

/**
 * An exported record, written while it is read: `?bookingId=` or `?from=&until=`, as lines, or with `&form=page&locale=` inside
 * a page that checks itself offline.
 */
export async function GET(request: Request): Promise<Response> {
  try {
    const search = new URL(request.url).searchParams;
    const isPage = form.parse(search.get("form")) === "page";
    const { pieces, name } = await asked(search);
    const texts = isPage ? offlinePage(pieces, search.get("locale") ?? "zh-CN") : pieces;
    // The first piece is read before the answer begins, so that a refusal is an answer of its own.
    const first = await texts.next();
    const encoder = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        if (first.done) return controller.close();
        controller.enqueue(encoder.encode(first.value));
      },
      async pull(controller) {
        const piece = await texts.next();
        if (piece.done) return controller.close();
        controller.enqueue(encoder.encode(piece.value));
      },
      async cancel() {
        await texts.return(undefined);
      },
    });
    return new Response(body, {
      headers: {
        "content-type": isPage ? "text/html; charset=utf-8" : "application/x-ndjson; charset=utf-8",
        "content-disposition": `attachment; filename="${name}.${isPage ? "html" : "jsonl"}"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return refuse(error);
  }
}
