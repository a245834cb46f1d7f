import {
  complaintAdd,
  complaintAnswer,
  complaintClose,
  complaintCounts,
  complaintFollow,
  complaintFollowUp,
  complaintList,
  complaintOpen,
  complaintRef,
  complaintReopen,
} from "@/server/core/complaint-input";
import {
  addToComplaint,
  answerComplaint,
  closeComplaint,
  getComplaint,
  listComplaints,
  reopenComplaint,
} from "@/server/services/complaint/case";
import { complaintsByOperator } from "@/server/services/complaint/counts";
import { followComplaint, followUpComplaint } from "@/server/services/complaint/follow";
import { openComplaint } from "@/server/services/complaint/open";
import { procedure, router } from "@/server/trpc";

export const complaintRouter = router({
  open: procedure("complaint.open")
    .input(complaintOpen)
    .mutation(({ ctx, input }) => openComplaint(ctx, input)),
  list: procedure("complaint.list")
    .input(complaintList)
    .query(({ ctx, input }) => listComplaints(ctx, input)),
  get: procedure("complaint.get")
    .input(complaintRef)
    .query(({ ctx, input }) => getComplaint(ctx, input)),
  add: procedure("complaint.add")
    .input(complaintAdd)
    .mutation(({ ctx, input }) => addToComplaint(ctx, input)),
  answer: procedure("complaint.answer")
    .input(complaintAnswer)
    .mutation(({ ctx, input }) => answerComplaint(ctx, input)),
  close: procedure("complaint.close")
    .input(complaintClose)
    .mutation(({ ctx, input }) => closeComplaint(ctx, input)),
  reopen: procedure("complaint.reopen")
    .input(complaintReopen)
    .mutation(({ ctx, input }) => reopenComplaint(ctx, input)),
  follow: procedure("complaint.follow")
    .input(complaintFollow)
    .query(({ ctx, input }) => followComplaint(ctx, input)),
  followUp: procedure("complaint.followUp")
    .input(complaintFollowUp)
    .mutation(({ ctx, input }) => followUpComplaint(ctx, input)),
  counts: procedure("complaint.counts")
    .input(complaintCounts)
    .query(({ ctx, input }) => complaintsByOperator(ctx, input)),
});
