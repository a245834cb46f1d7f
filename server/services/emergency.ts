import type { Context } from "@/server/context";
import type {
  EmergencyAcknowledgeInput,
  EmergencyListInput,
  EmergencyRef,
} from "@/server/core/booking-input";
import type { EmergencyRecordView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function listHandovers(
  _ctx: Context,
  _input: EmergencyListInput,
): Promise<EmergencyRecordView[]> {
  throw new DomainError("unavailable", "unexpected");
}

export async function getHandover(_ctx: Context, _input: EmergencyRef): Promise<EmergencyRecordView> {
  throw new DomainError("unavailable", "unexpected");
}

export async function acknowledgeHandover(
  _ctx: Context,
  _input: EmergencyAcknowledgeInput,
): Promise<EmergencyRecordView> {
  throw new DomainError("unavailable", "unexpected");
}
