"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { PatientDetail } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";

/**
 * One patient in clear. Each read is kept in the record, so it is read once when chosen and not again with every event
 * of the live page.
 */
export function usePatient(patientId: string | null) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [patient, setPatient] = useState<PatientDetail | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    setError(null);
    if (!patientId) return setPatient(null);
    let isWanted = true;
    client.fetchQuery({ ...trpc.patient.get.queryOptions({ patientId }), staleTime: 60_000 }).then(
      (found) => isWanted && setPatient(found),
      (reason: unknown) => isWanted && setError(reason),
    );
    return () => {
      isWanted = false;
    };
  }, [client, trpc, patientId]);
  return { patient: patient?.id === patientId ? patient : null, error };
}
