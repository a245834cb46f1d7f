import { z } from "zod";

/** What became of a short message, by our own reference. */
export interface SmsReceipt {
  regionId: string;
  messageId: string;
  isDelivered: boolean;
  /** The provider's code for why not. */
  failure: string | null;
  at: Date | null;
}

const reference = z.string().regex(/^\d{6}_[0-9a-f-]{36}$/);

/** Our own plain receipts: `[{ reference, status, code?, at? }]`. */
const plain = z.object({
  reference,
  status: z.enum(["delivered", "undelivered"]),
  code: z.string().max(60).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});
/** Alibaba Cloud's SmsReport, pushed as a list; its times are China's (`2026-03-02 08:00:05`). */
const aliyun = z.object({
  out_id: reference,
  success: z.boolean(),
  err_code: z.string().max(60).nullish(),
  report_time: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/)
    .nullish(),
});

const split = (text: string) => {
  const at = text.indexOf("_");
  return { regionId: text.slice(0, at), messageId: text.slice(at + 1) };
};

/** Receipts in a provider's body; entries that are nobody's of ours (no reference) are left out. Throws ZodError for no list. */
export function smsReceipts(body: unknown): SmsReceipt[] {
  return z
    .array(z.unknown())
    .max(1000)
    .parse(body)
    .flatMap((entry): SmsReceipt[] => {
      const ours = plain.safeParse(entry);
      if (ours.success) {
        const { status, code, at, reference: of } = ours.data;
        const isDelivered = status === "delivered";
        return [{ ...split(of), isDelivered, failure: code ?? null, at: at ? new Date(at) : null }];
      }
      const theirs = aliyun.safeParse(entry);
      if (!theirs.success) return [];
      const { out_id, success, err_code, report_time } = theirs.data;
      const at = report_time ? new Date(`${report_time.replace(" ", "T")}+08:00`) : null;
      return [{ ...split(out_id), isDelivered: success, failure: success ? null : (err_code ?? null), at }];
    });
}
