import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { StaffShell } from "@/components/shell/staff-shell";
import { openArea } from "../frame";

export default async function ClinicianLayout({ children }: { children: ReactNode }) {
  const frame = await openArea("clinician");
  return (
    <Messages namespaces={["shell"]}>
      <StaffShell area="clinician" {...frame}>
        {children}
      </StaffShell>
    </Messages>
  );
}
