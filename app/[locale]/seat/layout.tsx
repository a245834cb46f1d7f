import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { StaffShell } from "@/components/shell/staff-shell";
import { openArea } from "../frame";

export default async function SeatLayout({ children }: { children: ReactNode }) {
  const frame = await openArea("seat");
  return (
    <Messages namespaces={["shell"]}>
      <StaffShell area="seat" {...frame}>
        {children}
      </StaffShell>
    </Messages>
  );
}
