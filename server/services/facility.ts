import type { Context } from "@/server/context";
import type { FacilityView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import type {
  FacilityNearestInput,
  FacilitySearchInput,
  FacilityWardsInput,
} from "@/server/core/facility-input";

export async function searchFacilities(_ctx: Context, _input: FacilitySearchInput): Promise<FacilityView[]> {
  throw new DomainError("unavailable", "unexpected");
}

export async function listWards(_ctx: Context, _input: FacilityWardsInput): Promise<FacilityView[]> {
  throw new DomainError("unavailable", "unexpected");
}

export async function nearestFacilities(
  _ctx: Context,
  _input: FacilityNearestInput,
): Promise<{
  district: string;
  districtZh: string | null;
  districtEn: string | null;
  inRegion: boolean;
  facilities: FacilityView[];
}> {
  throw new DomainError("unavailable", "unexpected");
}
