/** Systems outside this installation that it can go on working without, and parts of its own that may be away for a while. */
export const outsideSystems = [
  "mail",
  "sms",
  "push",
  "payment",
  "insurance",
  "emergency",
  "road_times",
  "map",
] as const;
export type OutsideSystem = (typeof outsideSystems)[number];
export const degradedSystems = [...outsideSystems, "worker", "database_read_only"] as const;
export type DegradedSystem = (typeof degradedSystems)[number];
