import { timingSafeEqual } from "node:crypto";
import type { Context } from "@/server/context";
import { type SmsReceipt, smsReceipts } from "@/server/core/sms-receipt";
import { database } from "@/server/database";
import { env } from "@/server/env";
import { noteReceipts } from "@/server/services/message-receipt";
import { listRegions, regionContext } from "@/server/services/region";

export const dynamic = "force-dynamic";

function isProvider(request: Request): boolean {
  const wanted = Buffer.from(env().SMS_RECEIPT_TOKEN ?? "");
  const brought = Buffer.from(new URL(request.url).searchParams.get("token") ?? "");
  return wanted.length > 0 && wanted.length === brought.length && timingSafeEqual(wanted, brought);
}

/** A provider tells what became of short messages; the answer is the one that Alibaba Cloud waits for. */
export async function POST(request: Request): Promise<Response> {
  if (!isProvider(request)) return new Response(null, { status: 404 });
  let receipts: SmsReceipt[];
  try {
    receipts = smsReceipts(await request.json());
  } catch {
    return Response.json({ code: 1, msg: "malformed" }, { status: 400 });
  }
  for (const region of await listRegions(database())) {
    const own = receipts.filter(({ regionId }) => regionId === region.id);
    const actor = { kind: "webhook", source: "sms" } as const;
    const ctx: Context = { pool: database(), now: new Date(), region: regionContext(region), actor };
    if (own.length > 0) await noteReceipts(ctx, own);
  }
  return Response.json({ code: 0, msg: "成功" });
}
