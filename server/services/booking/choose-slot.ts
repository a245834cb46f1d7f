import type { Context } from "@/server/context";
import type { ChooseSlotInput } from "@/server/core/booking-input";
import type { HoldView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";

export async function chooseSlot(_ctx: Context, _input: ChooseSlotInput): Promise<HoldView> {
  throw new DomainError("unavailable", "unexpected");
}
