import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { PublicShell } from "@/components/shell/public-shell";
import { SectionNavigation } from "@/components/shell/section-navigation";
import { familyFrame } from "../frame";

export default async function FamilyLayout({ children }: { children: ReactNode }) {
  const frame = await familyFrame();
  return (
    <Messages namespaces={["shell"]}>
      <PublicShell {...frame}>
        <SectionNavigation area="family" />
        {children}
      </PublicShell>
    </Messages>
  );
}
