import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { StaffShell } from "@/components/shell/staff-shell";

export default function FinanceLayout({ children }: { children: ReactNode }) {
  return (
    <Messages namespaces={["shell"]}>
      <StaffShell area="finance">{children}</StaffShell>
    </Messages>
  );
}
