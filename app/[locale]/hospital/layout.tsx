import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { StaffShell } from "@/components/shell/staff-shell";
import { openArea } from "../frame";

export default async function HospitalLayout({ children }: { children: ReactNode }) {
  const frame = await openArea("hospital");
  return (
    <Messages namespaces={["shell"]}>
      <StaffShell area="hospital" {...frame}>
        {children}
      </StaffShell>
    </Messages>
  );
}
