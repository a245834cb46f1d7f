import { noticeChoices } from "@/server/core/notice";
import {
  endDeviceInput,
  noticesOfBookingInput,
  readNoticesInput,
  subscribeInput,
} from "@/server/core/notice-input";
import { chooseNotices, ownChoices } from "@/server/services/notice/choices";
import { pushKey, subscribeDevice, unsubscribeDevice } from "@/server/services/notice/device";
import { ownInbox, readNotices, unreadNotices } from "@/server/services/notice/inbox";
import { noticesOfBooking } from "@/server/services/notice-history";
import { procedure, router } from "@/server/trpc";

export const noticeRouter = router({
  choices: procedure("notice.choices").query(({ ctx }) => ownChoices(ctx)),
  choose: procedure("notice.choose")
    .input(noticeChoices)
    .mutation(({ ctx, input }) => chooseNotices(ctx, input)),
  inbox: procedure("notice.inbox").query(({ ctx }) => ownInbox(ctx)),
  unread: procedure("notice.unread").query(({ ctx }) => unreadNotices(ctx)),
  read: procedure("notice.read")
    .input(readNoticesInput)
    .mutation(({ ctx, input }) => readNotices(ctx, input)),
  pushKey: procedure("notice.pushKey").query(() => pushKey()),
  subscribe: procedure("notice.subscribe")
    .input(subscribeInput)
    .mutation(({ ctx, input }) => subscribeDevice(ctx, input)),
  unsubscribe: procedure("notice.unsubscribe")
    .input(endDeviceInput)
    .mutation(({ ctx, input }) => unsubscribeDevice(ctx, input)),
  ofBooking: procedure("notice.ofBooking")
    .input(noticesOfBookingInput)
    .query(({ ctx, input }) => noticesOfBooking(ctx, input)),
});
