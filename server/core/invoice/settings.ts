import { z } from "zod";

/**
 * Tax on what operators sell, a part of a region's settings. By default the levy rate of small-scale taxpayers, reduced to 1 %
 * until 2027-12-31 (财政部 税务总局公告 2023 年第 19 号); that operators are such is assumed.
 */
export const invoiceSettings = z.strictObject({
  source: z.string().min(1).default("财政部 税务总局公告 2023 年第 19 号；承运机构均为小规模纳税人是假定"),
  taxPercent: z.number().int().min(0).max(13).default(1),
});
