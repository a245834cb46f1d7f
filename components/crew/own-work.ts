import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/provider";

/** Own papers, training and shifts. */
export const useOwnWork = () => useQuery(useTRPC().fleet.ownWork.queryOptions());

export type OwnWork = NonNullable<ReturnType<typeof useOwnWork>["data"]>;
export type OwnShift = OwnWork["shifts"][number];
export type OwnPaper = OwnWork["papers"][number];
