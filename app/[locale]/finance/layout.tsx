import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { StaffShell } from "@/components/shell/staff-shell";
import { openArea } from "../frame";

export default async function FinanceLayout({ children }: { children: ReactNode }) {
  const frame = await openArea("finance");
  return (
    <Messages namespaces={["shell"]}>
      <StaffShell area="finance" {...frame}>
        {children}
      </StaffShell>
    </Messages>
  );
}
