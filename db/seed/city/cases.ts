import { adverseDueAt } from "@/server/core/adverse-event";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { addWorkingDays } from "@/server/core/working-day";
import type { Carried } from "./carry";
import { attachEvidence } from "./case-evidence";
import type { City } from "./city";
import { after, type Doer, type Harvest, note } from "./harvest";
import { orgId } from "./organizations";
import { people } from "./people";
import { rate } from "./ratings";
import { seedId } from "./rows";
import type { Rules } from "./rules";
import { accountId } from "./staff";
import { crewDoer, tripEventRow } from "./trips";

const complaintsAtMost = 12;

function entry(
  city: City,
  rows: Harvest,
  it: Carried,
  id: string,
  kind: "opened" | "answer" | "closed",
  by: string,
  text: string,
  at: Date,
): void {
  rows.complaintEntry.push({
    regionId: city.regionId,
    id: seedId(city.regionId, "complaint-entry", `${id}/${kind}`),
    complaintId: id,
    bookingId: it.row.bookingId,
    by,
    kind,
    text,
    files: [],
    createdAt: at,
    viewerOrgs: it.row.viewerOrgs,
    viewerUsers: it.row.viewerUsers,
  });
}

function complain(
  city: City,
  rows: Harvest,
  rules: Rules,
  it: Carried,
  index: number,
  number: string,
  dispatcher: string,
): void {
  const { row } = it;
  const { ask, by } = it.assignment.sale.intake;
  const words = people.complaints[index % people.complaints.length];
  const openedAt = after(row.endedAt ?? row.createdAt, 7_200 + index * 600);
  if (!words || openedAt > city.now) return;
  const ageDays = (city.now.getTime() - openedAt.getTime()) / 86_400_000;
  const status = ageDays > 9 ? ("closed" as const) : ageDays > 4 ? ("answered" as const) : ("open" as const);
  const id = seedId(city.regionId, "complaint", ask.key);
  const dueDay = addWorkingDays(
    localDay(openedAt, city.timeZone),
    rules.settings.complaints.answerWithinWorkingDays,
  );
  const closedAt = after(openedAt, 6 * 86_400);
  const answeredAt = after(openedAt, 2 * 86_400);
  const isRated = index % 2 === 1;
  if (isRated) rate(city, rows, it, by, index % 4 === 1 ? 2 : 1, words.zh, openedAt);
  const decideDay = addWorkingDays(
    localDay(answeredAt, city.timeZone),
    rules.settings.complaints.decideWithinWorkingDays,
  );
  const made: Harvest["complaint"][number] = {
    regionId: city.regionId,
    id,
    number,
    bookingId: row.bookingId,
    orgId: row.orgId,
    vehicleId: row.vehicleId,
    plate: row.plate,
    topic: words.topic,
    status,
    text: words.zh,
    contactSealed: null,
    source: isRated ? "rating" : "tracking",
    dueAt: startOfDay(addDays(dueDay, 1), city.timeZone),
    answeredAt: status === "open" ? null : answeredAt,
    decideBy: status === "open" ? null : startOfDay(addDays(decideDay, 1), city.timeZone),
    decision: status !== "closed" ? null : words.topic === "other" ? "partly_upheld" : "upheld",
    outcome: status === "closed" ? words.answerZh : null,
    closedAt: status === "closed" ? closedAt : null,
    createdAt: openedAt,
    viewerOrgs: row.viewerOrgs,
    viewerUsers: row.viewerUsers,
  };
  rows.complaint.push(made);
  attachEvidence(rows, made, it);
  entry(city, rows, it, id, "opened", by.name, words.zh, openedAt);
  note(city, rows, by, openedAt, {
    verb: "complaint.open",
    noun: "complaint",
    nounId: id,
    bookingId: row.bookingId,
    after: { number, topic: words.topic },
  });
  if (status === "open") return;
  entry(city, rows, it, id, "answer", `user:${dispatcher}`, words.answerZh, answeredAt);
  note(city, rows, { name: `user:${dispatcher}`, role: "dispatcher", orgId: row.orgId }, answeredAt, {
    verb: "complaint.answer",
    noun: "complaint",
    nounId: id,
    bookingId: row.bookingId,
    before: { status: "open" },
    after: { status: "answered" },
  });
  if (status !== "closed") return;
  const regulator = regulatorOf(city);
  entry(city, rows, it, id, "closed", regulator.name, words.answerZh, closedAt);
  note(city, rows, regulator, closedAt, {
    verb: "complaint.close",
    noun: "complaint",
    nounId: id,
    bookingId: row.bookingId,
    before: { status: "answered" },
    after: { status: "closed" },
  });
}

const regulatorOf = (city: City): Doer => ({
  name: `user:${accountId(city.regionId, "regulator1")}`,
  role: "regulator",
  orgId: orgId(city.regionId, "regulator"),
});

/** A dozen complaints spread over the completed trips, the older ones answered and closed. */
export function openComplaints(
  city: City,
  rows: Harvest,
  rules: Rules,
  carried: readonly Carried[],
  number: (at: Date) => string,
  dispatchers: ReadonlyMap<string, string>,
): void {
  const done = carried.filter(({ row }) => row.status === "completed");
  const wanted = Math.min(complaintsAtMost, Math.ceil(done.length / 70));
  const chosen = Array.from(
    { length: wanted },
    (_, index) => done[Math.floor(((index + 0.5) * done.length) / wanted)],
  );
  for (const [index, it] of chosen.entries())
    if (it)
      complain(
        city,
        rows,
        rules,
        it,
        index,
        number(it.row.endedAt ?? city.now),
        dispatchers.get(it.row.orgId) ?? "",
      );
}

/** What went wrong at one operator each; without an outcome: still open. `at`: how far along in its finished trips. */
const mishaps = [
  {
    kind: "fall",
    at: 0.4,
    text: "上台阶时轮椅前轮打滑，病人坐倒在台阶上，右膝擦伤，当场消毒包扎，家属在场。",
    outcome: "已赔付医药费，全体班组重学台阶搬运",
  },
  {
    kind: "equipment",
    at: 0.97,
    text: "途中车载吸氧接口漏气，改用便携氧气瓶，病人血氧没有下降。",
    outcome: null,
  },
  {
    kind: "equipment",
    at: 0.5,
    text: "担架右后轮锁不住，靠人扶着推到病房，病人没有受伤。",
    outcome: "担架已更换轮组，同批担架全部检查过",
  },
  {
    kind: "other",
    at: 0.6,
    text: "小区电梯停电，病人在一楼大厅等了四十分钟才由两人抬上楼，情况平稳。",
    outcome: "已同物业约定停电提前告知，预约时增加电梯情况核对",
  },
] as const;

/** One adverse event at each operator with rides enough, so that every desk has one to show. */
export function reportAdverse(
  city: City,
  rows: Harvest,
  rules: Rules,
  carried: readonly Carried[],
  operatorIds: readonly string[],
): void {
  const { reportWithinHours } = rules.settings.adverse;
  for (const [index, operatorId] of operatorIds.entries()) {
    const mishap = mishaps[index % mishaps.length];
    const done = carried.filter(({ row }) => row.status === "completed" && row.orgId === operatorId);
    if (!mishap || done.length < 25) continue;
    const it = done[Math.floor(done.length * mishap.at)];
    if (!it?.row.boardedAt) continue;
    const { kind, text, outcome } = mishap;
    const { row } = it;
    const happenedAt = after(row.boardedAt ?? row.createdAt, 240);
    const dueAt = new Date(adverseDueAt(reportWithinHours, kind, happenedAt.getTime()));
    rows.tripEvent.push({
      ...tripEventRow(row, "adverse_event", happenedAt, { kind }, "adverse", null),
      data: { kind, statusAfter: "on_board" },
    });
    rows.adverseEvent.push({
      regionId: city.regionId,
      id: seedId(city.regionId, "adverse", row.id),
      orgId: row.orgId,
      tripId: row.id,
      bookingId: row.bookingId,
      kind,
      status: outcome ? "closed" : "open",
      description: text,
      peopleSealed: null,
      happenedAt,
      dueAt,
      regulatorToldAt: outcome ? after(happenedAt, 1_800) : null,
      insurerToldAt: outcome ? after(happenedAt, 7_200) : null,
      insurer: outcome ? "台州长期护理保险经办中心（演示）" : null,
      reportedBy: crewDoer(row).name,
      outcome,
      closedAt: outcome ? after(happenedAt, 5 * 86_400) : null,
      isolationFound: false,
      createdAt: after(happenedAt, 120),
    });
    note(city, rows, crewDoer(row), after(happenedAt, 120), {
      verb: "adverse.report",
      noun: "adverse_event",
      nounId: seedId(city.regionId, "adverse", row.id),
      bookingId: row.bookingId,
      after: { kind },
    });
  }
}
