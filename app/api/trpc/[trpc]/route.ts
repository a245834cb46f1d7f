import { randomBytes } from "node:crypto";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { browserCookie, requestContext } from "@/server/auth";
import { appRouter } from "@/server/routers/root";

const oneYearSeconds = 31_536_000;

async function handle(request: Request): Promise<Response> {
  const known = request.headers.get("cookie")?.includes(`${browserCookie}=`);
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: requestContext,
    responseMeta: () => {
      if (known) return {};
      const value = `${browserCookie}=${randomBytes(18).toString("base64url")}`;
      return {
        headers: { "set-cookie": `${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${oneYearSeconds}` },
      };
    },
  });
}

export { handle as GET, handle as POST };
