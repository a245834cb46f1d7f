import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { PublicShell } from "@/components/shell/public-shell";
import { SectionNavigation } from "@/components/shell/section-navigation";

export default function FamilyLayout({ children }: { children: ReactNode }) {
  return (
    <Messages namespaces={["shell"]}>
      <PublicShell>
        <SectionNavigation area="family" />
        {children}
      </PublicShell>
    </Messages>
  );
}
