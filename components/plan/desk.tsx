"use client";

import { createContext, type ReactNode, useContext, useState } from "react";
import { useLive } from "@/components/api/live";
import { ApiProvider } from "@/components/api/provider";

/** Where and when an operator's desk stands. `now` is the server's clock when the page was made, epoch milliseconds. */
export interface DeskPlace {
  regionId: string;
  timeZone: string;
  now: number;
  centre: { lat: number; lon: number };
  districts: { code: string; nameZh: string; nameEn: string }[];
}

interface Desk extends DeskPlace {
  /** The server's clock minus this device's, in milliseconds. */
  serverOffset: number;
}

const DeskContext = createContext<Desk | null>(null);

/** Data layer and live updates of an operator's page. */
export function DeskProvider({ place, children }: { place: DeskPlace; children: ReactNode }) {
  const [serverOffset] = useState(() => place.now - Date.now());
  return (
    <ApiProvider region={place.regionId}>
      <DeskContext value={{ ...place, serverOffset }}>
        <Live />
        {children}
      </DeskContext>
    </ApiProvider>
  );
}

function Live() {
  useLive();
  return null;
}

/** The desk around this part of the page. */
export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (!desk) throw new Error("Outside of a desk");
  return desk;
}
