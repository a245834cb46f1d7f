export interface RegionRow {
  id: string;
  nameZh: string;
  nameEn: string;
  hotline: string;
}
