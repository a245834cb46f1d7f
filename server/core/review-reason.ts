import type { NeedsReviewReason } from "./needs";
import type { TriageReason } from "./triage";

type Words = Omit<TriageReason, "ruleId">;

/** Why a person decides where the table from needs to vehicle does not: stored with the assessment, read by both sides. */
const words: Record<NeedsReviewReason | "after_red_flag", Words> = {
  unknown_combination: {
    textZh: "病人的情况和要求比较特别，由医生定用什么车、配什么人",
    textEn: "This combination is unusual: a clinician chooses vehicle and crew",
  },
  ambiguous: {
    textZh: "有两条配车规则都适用，由医生确定",
    textEn: "Two vehicle rules apply: a clinician decides which",
  },
  care_on_plain_ride: {
    textZh: "路上要吸氧或吸痰，不能当普通出行，由医生确认",
    textEn: "Oxygen or suction on the way is no ordinary ride: a clinician confirms",
  },
  no_class_for_care: {
    textZh: "没有一种车能满足全部护理要求，由医生确认怎么送",
    textEn: "No vehicle class covers all the care needed: a clinician decides how to go",
  },
  weight_unknown: {
    textZh: "需要先知道病人体重，才能定担架和车",
    textEn: "The patient's weight is needed before stretcher and vehicle can be chosen",
  },
  too_heavy: {
    textZh: "体重超过这种担架的上限，由医生确认怎么送",
    textEn: "The weight is above this stretcher's limit: a clinician decides how to go",
  },
  after_red_flag: {
    textZh: "刚才的回答里有危险情况，改答以后要请医生再看一眼",
    textEn: "An earlier answer named a danger sign: after a change a clinician takes a look",
  },
};

/** The reason in the shape of triage's own reasons. */
export function reviewReason(reason: keyof typeof words): TriageReason {
  return { ruleId: `needs_${reason}`, ...words[reason] };
}
