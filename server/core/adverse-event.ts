import { z } from "zod";

export const adverseKinds = ["fall", "deterioration", "death", "accident", "infection", "equipment", "other"] as const;
export const adverseKind = z.enum(adverseKinds);
export type AdverseKind = z.infer<typeof adverseKind>;
export const adverseStatuses = ["open", "reported", "closed"] as const;
