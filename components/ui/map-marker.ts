/** A place on the earth, WGS-84 degrees. */
export interface MapPlace {
  longitude: number;
  latitude: number;
}

export interface MapMarker extends MapPlace {
  id: string;
  label: string;
  /** Said in the list under the map. */
  detail?: string;
  tone?: "primary" | "ok" | "wait" | "late" | "danger" | "neutral";
}

export interface MapViewProps {
  label: string;
  /** Address of the region's drawn background: `/maps/<region>.json`. */
  background: string;
  /** Keep the array's identity while nothing changes. */
  markers: MapMarker[];
  /** Ways to draw, each a list of [longitude, latitude]. */
  ways?: [number, number][][];
  onSelect?: (id: string) => void;
  /** Turns the map into a way to choose a place: the pin stands in the middle, the map moves under it. */
  onPick?: (place: MapPlace) => void;
  /** Where to begin; else everything shown fits. */
  start?: MapPlace;
  /** Height of the drawing; `h-72 sm:h-96` unless said otherwise. */
  className?: string;
}
