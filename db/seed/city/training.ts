import { crewTraining } from "@/db/schema/training";
import { quarterOf, sumTraining } from "@/server/core/training";
import { type City, dayAt, momentOf } from "./city";
import { type CrewPerson, joinedAt } from "./crew";
import { orgId } from "./organizations";
import { insertRows, seedId } from "./rows";
import { accountId } from "./staff";

const courses = [
  "心肺复苏与自动除颤复训",
  "担架搬运与体位安全",
  "感染控制与车辆消毒",
  "文明服务与应急沟通",
] as const;
const provider = "市急救培训中心（演示）";
const creditsEach = 6;

interface Course {
  course: string;
  heldOn: string;
  hours: number;
  credits: number;
  status: "confirmed" | "entered";
}

/** A day in the quarter, early in it, and never after today. */
function dayIn(city: City, quarter: number, shift: number): string {
  const month = String(quarter * 3 - 2).padStart(2, "0");
  const day = `${city.today.slice(0, 4)}-${month}-${String(6 + (shift % 20)).padStart(2, "0")}`;
  return day < city.today ? day : city.today;
}

/** The courses of this year: one in every quarter begun, the hours spread over them; one course for who has just come. */
function coursesOf(city: City, it: CrewPerson): Course[] {
  const shift = Number.parseInt(it.id.slice(0, 4), 16);
  const quarters = it.state === "usual" ? quarterOf(city.today) : 1;
  const each = Math.floor(it.trainingHours / quarters);
  const first = it.trainingHours - each * (quarters - 1);
  return Array.from({ length: quarters }, (_, index) => ({
    course: courses[(shift + index) % courses.length] ?? courses[0],
    heldOn: it.state === "usual" ? dayIn(city, index + 1, shift) : dayAt(city, -5),
    hours: index === 0 ? first : each,
    credits: it.state === "usual" ? creditsEach : 2,
    status: "confirmed" as const,
  }));
}

/** Some people's next course waits to be confirmed. */
function waitingOf(city: City, it: CrewPerson): Course[] {
  if (it.operator !== "kanghang" || !["driver-1", "nurse-1", "bearer-1"].includes(it.key)) return [];
  const [heldOn, course] = [dayAt(city, -2), "轮椅固定与坡道操作"];
  return [{ course, heldOn, hours: 4, credits: 2, status: "entered" }];
}

/** What the standards look at. */
export function trainingFacts(city: City, it: CrewPerson) {
  const { hoursThisYear, creditsThisYear } = sumTraining(coursesOf(city, it), city.today);
  return { trainingHoursThisYear: hoursThisYear, trainingCreditsThisYear: creditsThisYear };
}

/** Courses with their certificates, which show the same drawing as the papers. `fileIds`: "<organization>/<paper kind>". */
export async function seedTraining(
  city: City,
  crew: readonly CrewPerson[],
  fileIds: ReadonlyMap<string, string>,
): Promise<void> {
  const rows = crew.flatMap((it) =>
    [...coursesOf(city, it), ...waitingOf(city, it)].map((row, index) => {
      const org = orgId(city.regionId, it.operator);
      const fileId = fileIds.get(`${org}/training_record`) ?? null;
      const enteredAt = momentOf(city, row.heldOn, "18:00");
      const isDecided = row.status === "confirmed";
      return {
        ...row,
        regionId: city.regionId,
        id: seedId(city.regionId, "training", `${it.id}/${index}`),
        orgId: org,
        crewId: it.id,
        // Without a certificate it can only be what was carried over.
        kind: fileId ? ("course" as const) : ("opening" as const),
        provider,
        fileId,
        reason: null,
        enteredBy: null,
        decidedBy: isDecided ? accountId(city.regionId, "regulator1") : null,
        decidedAt: isDecided ? new Date(Math.min(enteredAt.getTime(), city.now.getTime())) : null,
        createdAt: new Date(
          Math.max(joinedAt(city, it).getTime(), Math.min(enteredAt.getTime(), city.now.getTime())),
        ),
      };
    }),
  );
  await insertRows(city.db, crewTraining, rows);
}
