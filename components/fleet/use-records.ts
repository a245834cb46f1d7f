"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { CertificationRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";

/** The own certifications of one kind by whom or what they are about. */
export function useCertifications(subject: "vehicle" | "crew" | "operator"): Map<string, CertificationRow> {
  const trpc = useTRPC();
  const { data } = useQuery(trpc.certification.list.queryOptions({ subject }));
  return useMemo(() => new Map((data ?? []).map((row) => [row.subjectId, row])), [data]);
}
