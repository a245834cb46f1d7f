import { z } from "zod";
import { doorContext } from "@/app/api/door";
import { refuse } from "@/app/api/refusal";
import { visitorIndexes } from "@/server/auth";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { database } from "@/server/database";
import { invoicePaper } from "@/server/services/invoice/document";
import { getRegion, regionContext } from "@/server/services/region";

export const dynamic = "force-dynamic";

/** Who asks: by the mail's key in the region that it names, else by session or tracking link. */
async function asker(request: Request): Promise<{ ctx: Context; key: string | null }> {
  const { searchParams } = new URL(request.url);
  const [key, regionId] = [searchParams.get("key"), searchParams.get("region")];
  if (!key || !regionId) return { ctx: await doorContext(request), key: null };
  const pool = database();
  const region = await getRegion(pool, regionId).catch(() => {
    throw new DomainError("not_found", "invoice.not_found");
  });
  const actor = { kind: "visitor", ...(await visitorIndexes()) } as const;
  return { ctx: { pool, now: new Date(), region: regionContext(region), actor }, key };
}

/** The paper of an e-invoice or red letter. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    const id = z.uuid().safeParse((await params).id);
    if (!id.success) throw new DomainError("not_found", "invoice.not_found");
    const { ctx, key } = await asker(request);
    const { pdf, number } = await invoicePaper(ctx, id.data, key);
    return new Response(new Uint8Array(pdf), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `inline; filename="${number}.pdf"`,
        "cache-control": "private, no-store",
        "referrer-policy": "no-referrer",
        "x-robots-tag": "noindex",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return refuse(error);
  }
}
