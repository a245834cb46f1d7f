import type { ReactNode } from "react";
import { Messages } from "@/components/shell/messages";
import { PublicShell } from "@/components/shell/public-shell";

export default function PublicLayout({ children }: { children: ReactNode }) {
  return (
    <Messages namespaces={["shell"]}>
      <PublicShell>{children}</PublicShell>
    </Messages>
  );
}
