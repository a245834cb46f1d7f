import type { RegionOverview } from "@/components/api/outputs";

/** One step of a period's course: a day, a week, a month. */
export type CourseStep = RegionOverview["steps"][number];
