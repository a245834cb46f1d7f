import type { Context } from "@/server/context";
import type { RegionSettingsView, RegionView } from "@/server/core/region-view";
import { inTransaction } from "@/server/scope";
import { getRegion, listRegions, type Region } from "./region";
import { settingsInForce } from "./rule";

function view(row: Region): RegionView {
  const { id, nameZh, nameEn, hotline, supervisionPhone, timeZone, bounds, demonstration } = row;
  const centre = { lat: row.centreLat, lon: row.centreLon };
  return { id, nameZh, nameEn, hotline, supervisionPhone, timeZone, centre, bounds, demonstration };
}

/** Every region that takes bookings, for the switch in the header. */
export async function listRegionViews(ctx: Context): Promise<RegionView[]> {
  return (await listRegions(ctx.pool)).map(view);
}

/** The region of this visit with the settings that forms need. */
export async function currentRegionView(ctx: Context): Promise<RegionView & RegionSettingsView> {
  const row = await getRegion(ctx.pool, ctx.region.id);
  const settings = await inTransaction(ctx, (tx) => settingsInForce(tx));
  const districts = settings.districts.map(({ code, nameZh, nameEn }) => ({ code, nameZh, nameEn }));
  const { clinicians, slots, distance } = settings;
  return { ...view(row), districts, clinicians, slots, distance };
}
