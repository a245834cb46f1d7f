import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/routers/root";

type Outputs = inferRouterOutputs<AppRouter>;

/** What each verb answers, as the pages read it. */
export type OfferView = Outputs["offer"]["list"][number];
export type DayPlan = Outputs["plan"]["day"];
export type PlanVehicle = DayPlan["vehicles"][number];
export type PlanShift = PlanVehicle["shifts"][number];
export type PlanStop = PlanShift["stops"][number];
export type TripSummary = Outputs["trip"]["list"][number];
export type TripRecord = Outputs["trip"]["get"];
export type TripMoney = Outputs["billing"]["ofBooking"];
export type BillRow = Outputs["billing"]["list"][number];
export type VehicleRow = Outputs["fleet"]["vehicles"][number];
export type CrewRow = Outputs["fleet"]["crew"][number];
export type FleetRequirements = Outputs["fleet"]["requirements"];
export type ShiftRow = Outputs["shift"]["list"][number];
export type CopiedWeek = Outputs["shift"]["copyWeek"];
export type CertificationRow = Outputs["certification"]["list"][number];
export type CertificationRecord = Outputs["certification"]["get"];
export type ReviewRow = Outputs["review"]["list"][number];
export type ReviewRecord = Outputs["review"]["get"];
export type CallbackRow = Outputs["callback"]["list"][number];
export type ComplaintRow = Outputs["complaint"]["list"][number];
export type AdverseRow = Outputs["adverse"]["list"][number];
export type PatientSummary = Outputs["patient"]["list"][number];
export type PatientDetail = Outputs["patient"]["get"];
export type OversightRecord = Outputs["oversight"]["record"];
export type OversightTrip = Outputs["oversight"]["trips"]["rows"][number];
export type OversightIndicator = Outputs["oversight"]["indicators"]["current"][number];
export type LiveVehicle = Outputs["oversight"]["vehicles"][number];
export type ComplaintRecord = Outputs["complaint"]["get"];
export type AdverseRecord = Outputs["adverse"]["get"];
export type AuditPage = Outputs["oversight"]["audit"];
export type AuditExportResult = Outputs["oversight"]["exportAudit"];
