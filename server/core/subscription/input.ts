import { z } from "zod";
import { paidPlan } from "./plan";

const locale = z.enum(["zh-CN", "en"]).default("zh-CN");
export const subscriptionStart = z.strictObject({ plan: paidPlan, locale });
export const subscriptionCard = z.strictObject({ locale });
/** What a change to another plan costs, before it is asked for. */
export const subscriptionPreview = z.strictObject({ plan: paidPlan });
/** The change as it was shown: the instant by which the remaining time was reckoned goes back with it. */
export const subscriptionChange = z.strictObject({ plan: paidPlan, prorationAt: z.number().int().min(1) });
