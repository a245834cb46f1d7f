import type { ReactNode } from "react";
import { CrewShell } from "@/components/shell/crew-shell";
import { Messages } from "@/components/shell/messages";
import { openArea } from "../frame";

export default async function CrewLayout({ children }: { children: ReactNode }) {
  const frame = await openArea("crew");
  return (
    <Messages namespaces={["shell"]}>
      <CrewShell {...frame}>{children}</CrewShell>
    </Messages>
  );
}
