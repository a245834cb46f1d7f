import { z } from "zod";

/** What a crew member is qualified to do on board (domain.md, Staffing). */
export const crewDuties = ["driver", "bearer", "nurse", "doctor"] as const;
export const crewDuty = z.enum(crewDuties);
export type CrewDuty = z.infer<typeof crewDuty>;
