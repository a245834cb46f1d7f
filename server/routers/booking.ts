import {
  againInput,
  assessInput,
  bookingListInput,
  bookingRef,
  cancelInput,
  chooseSlotInput,
  confirmByStaffInput,
  confirmInput,
  consentWithdrawInput,
  readyInput,
  repeatInput,
  requestConfirmationInput,
  requestManageCodeInput,
  sendLinkInput,
  verifyManageCodeInput,
} from "@/server/core/booking-input";
import { askAgain } from "@/server/services/booking/again";
import { assessBooking } from "@/server/services/booking/assess";
import { cancelBooking } from "@/server/services/booking/cancel";
import { previewCancellation } from "@/server/services/booking/cancel-preview";
import { chooseSlot } from "@/server/services/booking/choose-slot";
import { confirmBooking } from "@/server/services/booking/confirm";
import { confirmBookingByStaff } from "@/server/services/booking/confirm-by-staff";
import { consentsOfBooking } from "@/server/services/booking/consents";
import { draftBooking } from "@/server/services/booking/draft";
import { getBooking } from "@/server/services/booking/get";
import { listBookings } from "@/server/services/booking/list";
import { requestManageCode, verifyManageCode } from "@/server/services/booking/manage";
import { sayReady } from "@/server/services/booking/ready";
import { releaseSlot } from "@/server/services/booking/release-slot";
import { renewSlot } from "@/server/services/booking/renew-slot";
import { repeatBooking } from "@/server/services/booking/repeat";
import { requestConfirmation } from "@/server/services/booking/request-confirmation";
import { sendBookingLink } from "@/server/services/booking/send-link";
import { trackBooking } from "@/server/services/booking/track";
import { currentTriageSet } from "@/server/services/booking/triage-set";
import { withdrawConsent } from "@/server/services/booking/withdraw-consent";
import { procedure, router } from "@/server/trpc";

export const bookingRouter = router({
  triageSet: procedure("booking.triageSet").query(({ ctx }) => currentTriageSet(ctx)),
  assess: procedure("booking.assess")
    .input(assessInput)
    .mutation(({ ctx, input }) => assessBooking(ctx, input)),
  draft: procedure("booking.draft")
    .input(bookingRef)
    .query(({ ctx, input }) => draftBooking(ctx, input)),
  chooseSlot: procedure("booking.chooseSlot")
    .input(chooseSlotInput)
    .mutation(({ ctx, input }) => chooseSlot(ctx, input)),
  releaseSlot: procedure("booking.releaseSlot")
    .input(bookingRef)
    .mutation(({ ctx, input }) => releaseSlot(ctx, input)),
  renewSlot: procedure("booking.renewSlot")
    .input(bookingRef)
    .mutation(({ ctx, input }) => renewSlot(ctx, input)),
  requestConfirmation: procedure("booking.requestConfirmation")
    .input(requestConfirmationInput)
    .mutation(({ ctx, input }) => requestConfirmation(ctx, input)),
  confirm: procedure("booking.confirm")
    .input(confirmInput)
    .mutation(({ ctx, input }) => confirmBooking(ctx, input)),
  confirmByStaff: procedure("booking.confirmByStaff")
    .input(confirmByStaffInput)
    .mutation(({ ctx, input }) => confirmBookingByStaff(ctx, input)),
  track: procedure("booking.track")
    .input(bookingRef)
    .query(({ ctx, input }) => trackBooking(ctx, input)),
  requestManageCode: procedure("booking.requestManageCode")
    .input(requestManageCodeInput)
    .mutation(({ ctx, input }) => requestManageCode(ctx, input)),
  verifyManageCode: procedure("booking.verifyManageCode")
    .input(verifyManageCodeInput)
    .mutation(({ ctx, input }) => verifyManageCode(ctx, input)),
  cancelPreview: procedure("booking.cancelPreview")
    .input(bookingRef)
    .query(({ ctx, input }) => previewCancellation(ctx, input)),
  cancel: procedure("booking.cancel")
    .input(cancelInput)
    .mutation(({ ctx, input }) => cancelBooking(ctx, input)),
  again: procedure("booking.again")
    .input(againInput)
    .query(({ ctx, input }) => askAgain(ctx, input)),
  repeat: procedure("booking.repeat")
    .input(repeatInput)
    .mutation(({ ctx, input }) => repeatBooking(ctx, input)),
  sendLink: procedure("booking.sendLink")
    .input(sendLinkInput)
    .mutation(({ ctx, input }) => sendBookingLink(ctx, input)),
  consents: procedure("booking.consents")
    .input(bookingRef)
    .query(({ ctx, input }) => consentsOfBooking(ctx, input)),
  ready: procedure("booking.ready")
    .input(readyInput)
    .mutation(({ ctx, input }) => sayReady(ctx, input)),
  withdrawConsent: procedure("booking.withdrawConsent")
    .input(consentWithdrawInput)
    .mutation(({ ctx, input }) => withdrawConsent(ctx, input)),
  list: procedure("booking.list")
    .input(bookingListInput)
    .query(({ ctx, input }) => listBookings(ctx, input)),
  get: procedure("booking.get")
    .input(bookingRef)
    .query(({ ctx, input }) => getBooking(ctx, input)),
});
