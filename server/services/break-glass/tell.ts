import { and, eq } from "drizzle-orm";
import type { booking } from "@/db/schema/booking";
import { organization } from "@/db/schema/organization";
import type { Tx } from "@/server/context";
import type { BreakGlassPurpose } from "@/server/core/break-glass";
import { asPlatform } from "@/server/scope";
import { publicUrl } from "@/server/services/public-url";
import { tellStaff } from "@/server/services/tell-staff";
import { operatorName, tellBooker, trackUrl } from "@/server/services/trip/tell";

type BookingRow = typeof booking.$inferSelect;

interface Opened {
  id: string;
  orgId: string | null;
  purpose: BreakGlassPurpose;
  until: Date;
}

/**
 * Say at once that somebody opened a booking's data: to the hospital that booked, and to the family by the ways it left.
 * The message names the organization and the purpose, never a person nor the reason's words, for it lies open in many boxes.
 */
export async function tellOpened(tx: Tx, row: BookingRow, opened: Opened): Promise<void> {
  await asPlatform(tx, async (p) => {
    const names = { zh: await nameOf(p, opened, "zh-CN"), en: await nameOf(p, opened, "en") };
    const data = (locale: string) => ({
      bookingNumber: row.number,
      opener: locale === "en" ? names.en : names.zh,
      purpose: opened.purpose,
      openedAt: p.now,
      until: opened.until,
    });
    if (row.orgId && (await isHospital(p, row.orgId))) {
      await tellStaff(
        p,
        { role: "case_manager", orgId: row.orgId },
        {
          template: "data_opened",
          bookingId: row.id,
          key: `data_opened:${opened.id}`,
          data: (locale) => ({
            ...data(locale),
            url: publicUrl(`/${locale}/hospital/bookings/${row.id}#openings`),
          }),
        },
      );
    }
    const own = { ...data(row.locale), url: trackUrl(row, "#openings") };
    await tellBooker(p, row, "data_opened", own, `data_opened:${opened.id}`);
  });
}

const nameOf = (tx: Tx, { orgId }: Opened, locale: string): Promise<string> =>
  orgId ? operatorName(tx, orgId, locale) : Promise.resolve(tx.region.hotline);

async function isHospital(tx: Tx, orgId: string): Promise<boolean> {
  const [row] = await tx.db
    .select({ type: organization.type })
    .from(organization)
    .where(and(eq(organization.regionId, tx.region.id), eq(organization.id, orgId)));
  return row?.type === "hospital";
}
