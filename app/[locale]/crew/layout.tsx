import type { ReactNode } from "react";
import { CrewShell } from "@/components/shell/crew-shell";
import { Messages } from "@/components/shell/messages";

export default function CrewLayout({ children }: { children: ReactNode }) {
  return (
    <Messages namespaces={["shell"]}>
      <CrewShell>{children}</CrewShell>
    </Messages>
  );
}
