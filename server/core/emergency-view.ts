import type { EmergencyView, PlaceFullView } from "./booking-view";
import type { EmergencyDetails } from "./emergency-record";
import type { Mobility } from "./patient";
import type { TriageReason } from "./triage";

/** A hand-over with 120 as the seat sees and prints it. */
export interface EmergencyRecordView extends EmergencyView {
  bookingId: string | null;
  bookingNumber: string | null;
  direction: "to_120" | "from_120";
  createdAt: Date;
  escalatedAt: Date | null;
  attempts: number;
  /** The triage reasons, as the caller heard them. */
  findings: TriageReason[];
  redFlags: string[];
  place: PlaceFullView | null;
  phone: string | null;
  patient: {
    name: string | null;
    mobility: Mobility | null;
    birthYear: number | null;
    weightKg: number | null;
  };
  relation: string | null;
  ruleVersion: string;
  /** The case number of 120's own system. */
  caseNumber: string | null;
  details: EmergencyDetails | null;
  /** What came of an intake from 120. */
  outcome: string | null;
}
