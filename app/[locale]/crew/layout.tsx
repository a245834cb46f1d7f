import type { ReactNode } from "react";
import { CrewDesk } from "@/components/crew/crew-desk";
import { OutboxBadge } from "@/components/crew/outbox-badge";
import { CrewShell } from "@/components/shell/crew-shell";
import { Messages } from "@/components/shell/messages";
import { currentRegion } from "@/server/auth";
import { openArea } from "../frame";

export default async function CrewLayout({ children }: { children: ReactNode }) {
  const shell = await openArea("crew");
  const { id, timeZone, hotline } = await currentRegion();
  return (
    <Messages
      namespaces={[
        ...["shell", "crew", "trip", "handover", "price", "payment", "insurance"],
        ...["training", "inspection", "disinfection", "cash"],
      ]}
    >
      <CrewDesk region={id} frame={{ owner: shell.current ?? "", timeZone, hotline }}>
        <CrewShell {...shell} status={<OutboxBadge />}>
          {/* Gloves and bumps: whatever is pressed here is at least 56 px high. */}
          <div className="flex grow flex-col [&_button.min-h-11]:min-h-14 [&_button.min-h-9]:min-h-14 [&_button.size-12]:size-14 [&_input.min-h-12]:min-h-14">
            {children}
          </div>
        </CrewShell>
      </CrewDesk>
    </Messages>
  );
}
