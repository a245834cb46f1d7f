"use client";

import { createContext, type ReactNode, useContext } from "react";

/** What every screen of the crew's phone needs to know. */
export interface CrewFrame {
  /** The membership that acts; what waits to be sent belongs to it. */
  owner: string;
  timeZone: string;
  /** The region's service number, for calling the dispatcher's side. */
  hotline: string;
}

const FrameContext = createContext<CrewFrame | null>(null);

export function CrewFrameProvider({ frame, children }: { frame: CrewFrame; children: ReactNode }) {
  return <FrameContext value={frame}>{children}</FrameContext>;
}

export function useCrewFrame(): CrewFrame {
  const frame = useContext(FrameContext);
  if (!frame) throw new Error("A crew's screen outside of its frame");
  return frame;
}
