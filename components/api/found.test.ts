import { initTRPC, TRPCError } from "@trpc/server";
import { expect, it } from "vitest";
import { z } from "zod";
import { DomainError } from "@/server/core/domain-error";
import { foundOrNull } from "./found";

const t = initTRPC.create();
const known = "01890a5d-ac96-774b-bcce-b302099a8057";
const caller = t.createCallerFactory(
  t.router({
    get: t.procedure.input(z.strictObject({ id: z.uuid() })).query(({ input }) => {
      if (input.id === known) return "it";
      throw new DomainError("not_found", "rule.not_found");
    }),
    spoilt: t.procedure.query(() => z.string().parse(7)),
    breaks: t.procedure.query(() => {
      throw new Error("the database is away");
    }),
    shut: t.procedure.query(() => {
      throw new TRPCError({ code: "FORBIDDEN", cause: new DomainError("forbidden", "access.role") });
    }),
  }),
)({});

it("is the answer where there is one", async () => {
  expect(await foundOrNull(caller.get({ id: known }))).toBe("it");
});

it("is nothing where the id is unknown or no id", async () => {
  expect(await foundOrNull(caller.get({ id: "01890a5d-ac96-774b-bcce-b302099a8058" }))).toBeNull();
  expect(await foundOrNull(caller.get({ id: "draft" }))).toBeNull();
  expect(await foundOrNull(Promise.reject(new DomainError("not_found", "link.not_found")))).toBeNull();
});

it("lets every other failure through: none of them is the address's fault", async () => {
  await expect(foundOrNull(caller.breaks())).rejects.toThrow("the database is away");
  await expect(foundOrNull(caller.spoilt())).rejects.toThrow();
  await expect(foundOrNull(caller.shut())).rejects.toThrow();
});
