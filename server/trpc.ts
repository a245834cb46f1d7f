import { initTRPC, TRPCError } from "@trpc/server";
import superjson from "superjson";
import { ZodError } from "zod";
import { actorRole, type Context } from "./context";
import { mayCall, type Verb } from "./core/access";
import { DomainError, type ErrorCode } from "./core/domain-error";
import { loggable } from "./core/failure";

const codes: Record<ErrorCode, TRPCError["code"]> = {
  bad_input: "BAD_REQUEST",
  not_signed_in: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  conflict: "CONFLICT",
  expired: "PRECONDITION_FAILED",
  too_many: "TOO_MANY_REQUESTS",
  unavailable: "SERVICE_UNAVAILABLE",
};

interface Meta {
  verb: Verb;
}

/** What a client learns of an error: our own code, message key and data; of an unknown error nothing but that. */
function publicError(cause: unknown) {
  if (cause instanceof DomainError)
    return { code: cause.code, key: cause.key, data: cause.data, fields: null };
  if (cause instanceof ZodError) {
    const fields = cause.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message }));
    return { code: "bad_input" as const, key: "input.invalid", data: {}, fields };
  }
  return { code: "unavailable" as const, key: "unexpected", data: {}, fields: null };
}

const t = initTRPC
  .context<Context>()
  .meta<Meta>()
  .create({
    transformer: superjson,
    errorFormatter: ({ shape, error }) => {
      const domain = publicError(error.cause);
      return {
        ...shape,
        message: domain.key,
        data: { httpStatus: shape.data.httpStatus, code: shape.data.code, domain },
      };
    },
  });

export const router = t.router;
export const createCaller = t.createCallerFactory;

/** A procedure of one verb: refuses roles that the access table does not name and maps our errors once. */
export const procedure = (verb: Verb) =>
  t.procedure.meta({ verb }).use(async ({ ctx, next }) => {
    const role = actorRole(ctx.actor);
    if (!mayCall(role, verb)) {
      const signedOut = role === "visitor" || role === "guest";
      const error = new DomainError(
        signedOut ? "not_signed_in" : "forbidden",
        signedOut ? "access.sign_in" : "access.role",
        { verb },
      );
      throw new TRPCError({ code: codes[error.code], cause: error });
    }
    const result = await next();
    if (!result.ok && result.error.cause instanceof DomainError) {
      throw new TRPCError({ code: codes[result.error.cause.code], cause: result.error.cause });
    }
    if (!result.ok && result.error.code === "INTERNAL_SERVER_ERROR")
      console.error(verb, loggable(result.error.cause ?? result.error));
    return result;
  });
