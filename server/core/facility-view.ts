export interface FacilityView {
  id: string;
  nameZh: string;
  nameEn: string;
  kind: string;
  tier: "tertiary" | "secondary" | "primary" | null;
  district: string;
  address: string;
  lat: number;
  lon: number;
  floor: number | null;
  hasLift: boolean;
  outside: boolean;
  parentId: string | null;
  distanceMetres: number | null;
}
