"use client";

import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import type { PatientSummary } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";

/** Beds are known to the page; a name is sealed and found by the server, in full only. */
export function usePatientSearch(initial: PatientSummary[]) {
  const trpc = useTRPC();
  const [text, setText] = useState("");
  const [wardId, setWard] = useState("");
  const name = useDeferredValue(text.trim());
  const all = useQuery({ ...trpc.patient.list.queryOptions({}), initialData: initial });
  const byName = useQuery({
    ...trpc.patient.list.queryOptions({ search: name }),
    enabled: name.length >= 2,
  });
  const named = new Set(byName.data?.map(({ id }) => id));
  const fits = (row: PatientSummary) =>
    (!wardId || row.wardId === wardId) &&
    (name === "" ||
      named.has(row.id) ||
      (row.bed ?? "").replace(/\s/g, "").startsWith(name.replace(/\s/g, "")));
  return { text, setText, wardId, setWard, rows: all.data.filter(fits), isSearching: byName.isFetching };
}
