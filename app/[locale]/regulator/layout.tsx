import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { StaffShell } from "@/components/shell/staff-shell";

export default function RegulatorLayout({ children }: { children: ReactNode }) {
  return (
    <Messages namespaces={["shell"]}>
      <StaffShell area="regulator">{children}</StaffShell>
    </Messages>
  );
}
