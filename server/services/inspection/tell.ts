import type { Tx } from "@/server/context";
import { publicUrl } from "@/server/env";
import { tellStaff } from "@/server/services/tell-staff";

/** One fault as the operator is told of it. */
export interface ToldFault {
  titleZh: string;
  titleEn: string;
  note: string;
  blocks: boolean;
}

/** Tell the operator's dispatchers what the crew found; by every way they have where the vehicle may not set out. */
export async function tellFaults(
  tx: Tx,
  of: { orgId: string; plate: string; inspectionId: string; affectedTrips: number },
  faults: readonly ToldFault[],
): Promise<void> {
  const { orgId, plate, inspectionId, affectedTrips } = of;
  const isBlocked = faults.some(({ blocks }) => blocks);
  const data = (locale: string) => ({
    plate,
    isBlocked,
    affectedTrips,
    faults: faults.map(({ titleZh, titleEn, note }) => ({ item: locale === "en" ? titleEn : titleZh, note })),
    url: publicUrl(`/${locale}/operator/inspections`),
  });
  const message = { template: "vehicle_fault" as const, bookingId: null, urgent: isBlocked, data };
  await tellStaff(tx, { role: "dispatcher", orgId }, { ...message, key: `inspection:${inspectionId}` });
}
