import { mkdir, open, readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import type { InvoiceProvider, IssueRequest, ProviderAnswer } from "./provider";

const kept = z.object({
  state: z.literal("issued"),
  invoiceNumber: z.string(),
  providerRef: z.string(),
  issuedAt: z.string(),
});

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && "code" in error && error.code === code;

/** A name that leads nowhere else: request keys are ours, and still nothing but these characters becomes a path. */
const fileName = (requestKey: string) => `${requestKey.replaceAll(/[^\w-]/g, "_")}.json`;

/**
 * Numbers and keeps invoices on this machine, without a tax office: for the demonstration, and for a region that has no
 * provider yet. What it issues is no tax document. Its memory is a folder, a file a request, written once.
 */
export function localInvoices(folder: string): InvoiceProvider {
  const place = (requestKey: string) => path.join(folder, fileName(requestKey));

  async function query(requestKey: string): Promise<ProviderAnswer> {
    try {
      return kept.parse(JSON.parse(await readFile(place(requestKey), "utf8")));
    } catch (error) {
      if (hasCode(error, "ENOENT")) return { state: "unknown" };
      throw error;
    }
  }

  async function issue(request: IssueRequest) {
    await mkdir(folder, { recursive: true });
    const { requestKey } = request;
    const answer = {
      state: "issued" as const,
      invoiceNumber: `L${requestKey.replaceAll(/\D/g, "")}`,
      providerRef: requestKey,
      issuedAt: request.askedAt,
    };
    try {
      const file = await open(place(requestKey), "wx", 0o600);
      await file.writeFile(JSON.stringify(answer));
      await file.sync();
      await file.close();
      return answer;
    } catch (error) {
      if (!hasCode(error, "EEXIST")) throw error;
      const known = await query(requestKey);
      return known.state === "issued" ? known : answer;
    }
  }

  return { isTaxDocument: false, issue, query, document: async () => null };
}
