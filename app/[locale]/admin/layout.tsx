import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { StaffShell } from "@/components/shell/staff-shell";
import { openArea } from "../frame";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const frame = await openArea("admin");
  return (
    <Messages namespaces={["shell"]}>
      <StaffShell area="admin" {...frame}>
        {children}
      </StaffShell>
    </Messages>
  );
}
