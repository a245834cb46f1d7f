import { toGcj02 } from "@/server/core/coordinates";

export interface NavigationLink {
  /** The key of its name under `trip.navigation`. */
  app: "amap" | "baidu" | "other";
  href: string;
}

/**
 * Links that open a map application on the way to a place (WGS-84). Chinese maps want GCJ-02; the place travels only when
 * the link is tapped, to the application the crew chose. Sources: lbs.amap.com "URI API" navigation, lbsyun.baidu.com "URI
 * API" direction, RFC 5870 for `geo:` with the query that Android understands.
 */
export function navigationLinks(label: string, wgs84: { lat: number; lon: number }): NavigationLink[] {
  const { lat, lon } = toGcj02(wgs84);
  const [y, x] = [lat.toFixed(6), lon.toFixed(6)];
  const name = encodeURIComponent(label);
  return [
    {
      app: "amap",
      href: `https://uri.amap.com/navigation?to=${x},${y},${name}&mode=car&policy=1&src=anzhuan&coordinate=gaode&callnative=1`,
    },
    {
      app: "baidu",
      href: `https://api.map.baidu.com/direction?destination=latlng:${y},${x}|name:${name}&coord_type=gcj02&mode=driving&output=html&src=anzhuan`,
    },
    { app: "other", href: `geo:${y},${x}?q=${y},${x}(${name})` },
  ];
}
