"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import type { AppRouter } from "@/server/routers/root";
import { bearingHeaders, setBearing } from "./link";

const context = createTRPCContext<AppRouter>();
/** `useTRPC().booking.get.queryOptions(…)` with TanStack Query's own hooks. */
export const useTRPC = context.useTRPC;

function makeQueryClient(): QueryClient {
  return new QueryClient({
    // A call without network fails at once and says so: one that waits unseen and goes out later surprises everybody.
    defaultOptions: {
      queries: { staleTime: 5_000, retry: 1, networkMode: "always" },
      mutations: { retry: 0, networkMode: "always" },
    },
  });
}

/** The data layer of a page: one query cache, one batched transport. Wrap each area once. */
export function ApiProvider({
  children,
  region,
  bookingToken,
}: {
  children: ReactNode;
  region?: string;
  bookingToken?: string;
}) {
  setBearing({ ...(region ? { region } : {}), ...(bookingToken ? { bookingToken } : {}) });
  const [queryClient] = useState(makeQueryClient);
  const [client] = useState(() =>
    createTRPCClient<AppRouter>({
      links: [httpBatchLink({ url: "/api/trpc", transformer: superjson, headers: bearingHeaders })],
    }),
  );
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={client} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}
