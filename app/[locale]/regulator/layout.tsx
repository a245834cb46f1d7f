import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { StaffShell } from "@/components/shell/staff-shell";
import { openArea } from "../frame";

export default async function RegulatorLayout({ children }: { children: ReactNode }) {
  const frame = await openArea("regulator");
  return (
    <Messages namespaces={["shell"]}>
      <StaffShell area="regulator" {...frame}>
        {children}
      </StaffShell>
    </Messages>
  );
}
