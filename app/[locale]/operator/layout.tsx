import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { StaffShell } from "@/components/shell/staff-shell";

export default function OperatorLayout({ children }: { children: ReactNode }) {
  return (
    <Messages namespaces={["shell"]}>
      <StaffShell area="operator">{children}</StaffShell>
    </Messages>
  );
}
