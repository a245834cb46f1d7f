import { z } from "zod";
import { memberInput, organizationInput, regionHeadInput, regionInput } from "@/server/core/admin-input";
import { settingsInput } from "@/server/core/settings-fields";
import { resetAuthenticator } from "@/server/services/admin/authenticator";
import { addMember, endMember, listMembers } from "@/server/services/admin/member";
import { listOrganizations, saveOrganization } from "@/server/services/admin/organization";
import { createRegion } from "@/server/services/admin/region";
import { saveRegionHead, saveSettings } from "@/server/services/admin/settings";
import { procedure, router } from "@/server/trpc";

export const adminRouter = router({
  createRegion: procedure("admin.createRegion")
    .input(regionInput)
    .mutation(({ ctx, input }) => createRegion(ctx, input)),
  saveRegion: procedure("admin.saveRegion")
    .input(regionHeadInput)
    .mutation(({ ctx, input }) => saveRegionHead(ctx, input)),
  saveSettings: procedure("admin.saveSettings")
    .input(settingsInput)
    .mutation(({ ctx, input }) => saveSettings(ctx, input)),
  organizations: procedure("admin.organizations").query(({ ctx }) => listOrganizations(ctx)),
  saveOrganization: procedure("admin.saveOrganization")
    .input(organizationInput)
    .mutation(({ ctx, input }) => saveOrganization(ctx, input)),
  members: procedure("admin.members")
    .input(z.object({ orgId: z.uuid() }))
    .query(({ ctx, input }) => listMembers(ctx, input)),
  addMember: procedure("admin.addMember")
    .input(memberInput)
    .mutation(({ ctx, input }) => addMember(ctx, input)),
  resetAuthenticator: procedure("admin.resetAuthenticator")
    .input(z.object({ membershipId: z.uuid() }))
    .mutation(({ ctx, input }) => resetAuthenticator(ctx, input)),
  endMember: procedure("admin.endMember")
    .input(z.object({ membershipId: z.uuid() }))
    .mutation(({ ctx, input }) => endMember(ctx, input)),
});
