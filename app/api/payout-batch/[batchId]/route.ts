import { getTranslations } from "next-intl/server";
import { refuse } from "@/app/api/refusal";
import { requestContext } from "@/server/auth";
import { DomainError } from "@/server/core/domain-error";
import { payoutBatchGet } from "@/server/core/settlement/input";
import { batchFile } from "@/server/services/settlement/bank-file";

export const dynamic = "force-dynamic";

/** An approved batch as the bank's file; taking it is put on record. What banks read is Chinese. */
export async function GET(
  _request: Request,
  { params }: { params: Promise<{ batchId: string }> },
): Promise<Response> {
  try {
    const input = payoutBatchGet.safeParse({ batchId: (await params).batchId });
    if (!input.success) throw new DomainError("not_found", "settlement.batch_not_found");
    const t = await getTranslations({ locale: "zh-CN", namespace: "settlement" });
    const { name, text } = await batchFile(await requestContext(), input.data.batchId, (number) =>
      t("payout.purpose", { number }),
    );
    return new Response(text, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    });
  } catch (error) {
    return refuse(error);
  }
}
