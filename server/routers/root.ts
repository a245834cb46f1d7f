import { createCaller, router } from "@/server/trpc";

/** Every noun's router; a procedure's path is its verb in `core/access.ts`. */
export const appRouter = router({});

export type AppRouter = typeof appRouter;
export const callerOf = createCaller(appRouter);
