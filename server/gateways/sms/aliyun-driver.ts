import { randomUUID } from "node:crypto";
import { z } from "zod";
import { DomainError } from "@/server/core/domain-error";
import { env } from "@/server/env";
import { canonicalQuery, rpcSignature } from "./aliyun-signature";
import { type SmsDriver, smsFailed, smsRefused, smsUnset } from "./message";

const timeoutMs = 10_000;
const usualAddress = "https://dysmsapi.aliyuncs.com/";

/** Codes that pass by themselves: flow control and the provider's own trouble. Every other code but OK is a refusal for good. */
const passing = /^(isv\.BUSINESS_LIMIT_CONTROL|isp\.|Throttling|ServiceUnavailable|InternalError)/;

const sendAnswer = z.object({ Code: z.string(), BizId: z.string().optional() });
const detailAnswer = z.object({
  Code: z.string(),
  SmsSendDetailDTOs: z
    .object({
      SmsSendDetailDTO: z.array(z.object({ OutId: z.string().optional(), BizId: z.string().optional() })),
    })
    .optional(),
});

/** One signed call; any status may carry an answer with its code. */
async function call<T>(action: string, own: Record<string, string>, answer: z.ZodType<T>): Promise<T> {
  const { SMS_KEY_ID, SMS_KEY_SECRET, SMS_URL = usualAddress } = env();
  if (!SMS_KEY_ID || !SMS_KEY_SECRET) throw smsUnset();
  const parameters: Record<string, string> = {
    AccessKeyId: SMS_KEY_ID,
    Action: action,
    Format: "JSON",
    RegionId: "cn-hangzhou",
    SignatureMethod: "HMAC-SHA1",
    SignatureNonce: randomUUID(),
    SignatureVersion: "1.0",
    Timestamp: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    Version: "2017-05-25",
    ...own,
  };
  const body = canonicalQuery({ ...parameters, Signature: rpcSignature("POST", parameters, SMS_KEY_SECRET) });
  try {
    const response = await fetch(SMS_URL, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body,
      redirect: "error",
      signal: AbortSignal.timeout(timeoutMs),
    });
    return answer.parse(await response.json());
  } catch {
    throw smsFailed();
  }
}

/** The provider takes numbers of the mainland without their country code. */
const numberOf = (to: string) => to.replace(/^\+86/, "").replace(/^\+/, "00");

/** The calendar day in China, which is how the provider keeps its records. */
const dayInChina = (at: Date) =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll("-", "");

/**
 * Alibaba Cloud's short messages (dysmsapi 2017-05-25: SendSms, QuerySendDetails), which, as by Chinese rules every provider
 * does, sends approved templates under an approved signature only: both are the region's data (`sms` in its settings). Our
 * reference travels as OutId and comes back in details and receipts.
 */
export const aliyunDriver: SmsDriver = {
  async deliver({ id, to, template }) {
    if (!template) throw new DomainError("bad_input", "sms.no_template");
    const sent = await call(
      "SendSms",
      {
        PhoneNumbers: numberOf(to),
        SignName: template.signature,
        TemplateCode: template.code,
        TemplateParam: JSON.stringify(template.values),
        OutId: id,
      },
      sendAnswer,
    );
    if (sent.Code === "OK" && sent.BizId) return { providerRef: sent.BizId };
    throw passing.test(sent.Code) ? smsFailed() : smsRefused();
  },
  async lookUp({ id, to }, sentAt) {
    const asked = {
      PhoneNumber: numberOf(to),
      SendDate: dayInChina(sentAt),
      PageSize: "50",
      CurrentPage: "1",
    };
    const details = await call("QuerySendDetails", asked, detailAnswer);
    if (details.Code !== "OK") throw smsFailed();
    const known = details.SmsSendDetailDTOs?.SmsSendDetailDTO.find(({ OutId }) => OutId === id);
    return known ? { state: "taken", providerRef: known.BizId ?? id } : { state: "unknown" };
  },
};
