import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { PublicShell } from "@/components/shell/public-shell";
import { publicFrame } from "../frame";

export default async function PublicLayout({ children }: { children: ReactNode }) {
  const frame = await publicFrame();
  return (
    <Messages namespaces={["shell"]}>
      <PublicShell {...frame}>{children}</PublicShell>
    </Messages>
  );
}
