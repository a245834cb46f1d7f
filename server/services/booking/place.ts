import type { Tx } from "@/server/context";
import type { PlaceInput } from "@/server/core/booking-input";
import { DomainError } from "@/server/core/domain-error";
import type { Place } from "@/server/core/place";
import type { RegionSettings } from "@/server/core/region-settings";
import { findFacility, locate } from "../facility";

/** One end as the platform takes it: point and district of a facility from its own row, since both decide the price. */
export interface ResolvedPlace {
  place: Place;
  inRegion: boolean;
  /** The hospital organization that the facility belongs to, if it is a customer. */
  orgId: string | null;
}

/** @throws DomainError bad_input `booking.facility_unknown` */
export async function resolvePlace(
  tx: Tx,
  input: PlaceInput,
  settings: RegionSettings,
): Promise<ResolvedPlace> {
  if (input.facilityId === null) {
    const { district, inRegion } = await locate(tx, input, settings);
    return { place: { ...input, district }, inRegion, orgId: null };
  }
  const row = await findFacility(tx, input.facilityId);
  if (!row) throw new DomainError("bad_input", "booking.facility_unknown");
  const parent = row.parentId && !row.orgId ? await findFacility(tx, row.parentId) : null;
  const { lat, lon, district } = row;
  return {
    place: { ...input, lat, lon, district },
    inRegion: !row.outside,
    orgId: row.orgId ?? parent?.orgId ?? null,
  };
}
