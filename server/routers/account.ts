import { actAsInput, profileInput, requestSignInInput, secondFactorInput } from "@/server/core/account-input";
import { actAs } from "@/server/services/account/act-as";
import { enrolAuthenticator } from "@/server/services/account/enrol";
import { getMe } from "@/server/services/account/me";
import { listReadyAccounts } from "@/server/services/account/ready";
import { requestSignInCode } from "@/server/services/account/request-code";
import { giveSecondFactor } from "@/server/services/account/second-factor";
import { signOut } from "@/server/services/account/sign-out";
import { updateProfile } from "@/server/services/account/update-profile";
import { procedure, router } from "@/server/trpc";

/** Signing in sets a cookie and so has a door of its own: `app/api/session`. */
export const accountRouter = router({
  me: procedure("account.me").query(({ ctx }) => getMe(ctx)),
  ready: procedure("account.ready").query(({ ctx }) => listReadyAccounts(ctx)),
  requestCode: procedure("account.requestCode")
    .input(requestSignInInput)
    .mutation(({ ctx, input }) => requestSignInCode(ctx, input)),
  signOut: procedure("account.signOut").mutation(({ ctx }) => signOut(ctx)),
  enrol: procedure("account.enrol").mutation(({ ctx }) => enrolAuthenticator(ctx)),
  secondFactor: procedure("account.secondFactor")
    .input(secondFactorInput)
    .mutation(({ ctx, input }) => giveSecondFactor(ctx, input)),
  actAs: procedure("account.actAs")
    .input(actAsInput)
    .mutation(({ ctx, input }) => actAs(ctx, input)),
  updateProfile: procedure("account.updateProfile")
    .input(profileInput)
    .mutation(({ ctx, input }) => updateProfile(ctx, input)),
});
