import { TRPCError } from "@trpc/server";
import { redirect } from "next/navigation";

/** What only the region's own finance office sees; an operator's is sent to its payments. */
export async function forOffice<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TRPCError && ["NOT_FOUND", "FORBIDDEN"].includes(error.code))
      redirect("/finance/payments");
    throw error;
  }
}
