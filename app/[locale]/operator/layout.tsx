import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { StaffShell } from "@/components/shell/staff-shell";
import { openArea } from "../frame";

export default async function OperatorLayout({ children }: { children: ReactNode }) {
  const frame = await openArea("operator");
  return (
    <Messages namespaces={["shell"]}>
      <StaffShell area="operator" {...frame}>
        {children}
      </StaffShell>
    </Messages>
  );
}
