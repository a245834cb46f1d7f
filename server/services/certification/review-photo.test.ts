import { v7 as uuidv7 } from "uuid";
import { beforeEach, describe, expect, it } from "vitest";
import { addDays } from "@/server/core/local-time";
import { requiredOn } from "@/server/core/marking/photo";
import { callerOf } from "@/server/routers/root";
import { contextOf, dongxihu, testNow, userOf } from "@/server/test-asking";
import { callerIn, fleetWorld, refusal, today, vehicle } from "@/server/test-fleet";

const world = fleetWorld();
const as = callerIn(world);
const desk = () => callerOf(contextOf(world.db, userOf("regulator", null)));
const sides = ["front", "rear", "left", "right"] as const;
const expiresOn = addDays(today, 90);

let vehicleId = "";
let certificationId = "";
let papers: Record<string, string> = {};

async function photoFile(): Promise<string> {
  const id = uuidv7();
  await world.db.owner`
    INSERT INTO file (region_id, id, sha256, content_type, bytes, purpose, uploaded_by, created_at, viewer_orgs)
    VALUES ('331000', ${id}, 'x', 'image/webp', 1, 'marking', 'test', now(), ${[world.orgs[0] ?? ""]})`;
  return id;
}

const handIn = async (side: (typeof sides)[number], fileId: string | null) => {
  const kind = `marking_photo_${side}` as const;
  const input = { certificationId, kind, number: "1", expiresOn, fileId };
  return (await as().certification.addPaper(input)).paperId;
};

beforeEach(async () => {
  vehicleId = (await as().fleet.saveVehicle(vehicle())).vehicleId;
  const applied = await as().certification.request({ subject: "vehicle", subjectId: vehicleId });
  certificationId = applied.certificationId;
  papers = {};
  for (const side of sides) papers[side] = await handIn(side, await photoFile());
});

const grant = (side: (typeof sides)[number], seen = requiredOn[side]) =>
  desk().marking.reviewPhoto({ granted: true, paperId: papers[side] ?? "", seen: [...seen], expiresOn });
const ruleIds = async () => {
  const { current } = await desk().certification.get({ certificationId });
  return (current?.fails ?? []).map(({ ruleId }) => ruleId).filter((id) => id.startsWith("marking"));
};

describe("the photos of a marking", () => {
  it("side by side granted make all marking rules of the standards hold", async () => {
    expect((await ruleIds()).length).toBeGreaterThan(5);
    for (const side of sides) await grant(side);
    expect(await ruleIds()).toEqual([]);
  });

  it("fail the standards from the day after their last, as a reason", async () => {
    for (const side of sides) await grant(side);
    const after = new Date(testNow.getTime() + 91 * 86_400_000);
    const later = callerOf(contextOf(world.db, userOf("regulator", null), after));
    const { current } = await later.certification.get({ certificationId });
    const failed = current?.fails.find(({ ruleId }) => ruleId === "marking-photos");
    expect(failed?.facts).toMatchObject({ expiresOn, lapsed: "front rear left right" });
    expect(failed?.textZh).toContain("已过期");
  });

  it("are not granted with something missing, forbidden, without a file, or for too long", async () => {
    expect(await refusal(grant("left", ["white_body"]))).toBe("bad_input marking.photo_fails");
    expect(await refusal(grant("rear", [...requiredOn.rear, "word_jijiu"]))).toBe(
      "bad_input marking.photo_fails",
    );
    const long = { granted: true as const, seen: [...requiredOn.front], expiresOn: addDays(today, 366) };
    expect(await refusal(desk().marking.reviewPhoto({ ...long, paperId: papers.front ?? "" }))).toBe(
      "bad_input marking.photo_until",
    );
    papers.front = await handIn("front", null);
    expect(await refusal(grant("front"))).toBe("bad_input marking.photo_without_file");
  });

  it("are refused with a reason that the operator reads; a new photo is looked at afresh", async () => {
    for (const side of sides) await grant(side);
    const seen = [...requiredOn.left, "number_120" as const];
    await desk().marking.reviewPhoto({
      granted: false,
      paperId: papers.left ?? "",
      seen,
      reason: "车门上有 120 字样",
    });
    expect(await ruleIds()).toEqual(expect.arrayContaining(["marking-photos"]));
    const shown = await as().certification.get({ certificationId });
    const left = shown.papers.find(({ kind }) => kind === "marking_photo_left");
    expect(left).toMatchObject({ checked: false, refusal: "车门上有 120 字样" });
    papers.left = await handIn("left", await photoFile());
    await grant("left");
    expect(await ruleIds()).toEqual([]);
  });

  it("go by their list alone, and a replaced one is no longer judged", async () => {
    const paperId = papers.rear ?? "";
    expect(await refusal(desk().certification.checkPaper({ paperId, checked: true }))).toBe(
      "bad_input marking.photo_by_list",
    );
    await handIn("rear", await photoFile());
    expect(await refusal(grant("rear"))).toBe("conflict marking.photo_replaced");
  });

  it("of two sides, judged at the same instant, both count for the vehicle", async () => {
    const shown = async (): Promise<string[]> => {
      const [row] = await world.db.owner`SELECT markings FROM vehicle WHERE id = ${vehicleId}`;
      return row?.markings ?? [];
    };
    await grant("front");
    await grant("left");
    expect(await shown()).toEqual([]);
    // Both reviewers have read and neither has written when a third hand lets the vehicle go.
    let both: Promise<unknown> = Promise.resolve();
    await world.db.owner.begin(async (hand) => {
      await hand`SELECT 1 FROM vehicle WHERE id = ${vehicleId} FOR UPDATE`;
      both = Promise.all([grant("right"), grant("rear")]);
      await expect
        .poll(async () => {
          const [row] = await world.db.owner`
            SELECT count(*)::int AS waiting FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`;
          return row?.waiting;
        })
        .toBe(2);
    });
    await both;
    expect(await shown()).toEqual([...requiredOn.left]);
  });

  it("are the regulator's to judge, of its own region, and only photos are", async () => {
    const input = { granted: false as const, paperId: papers.rear ?? "", seen: [], reason: "测试" };
    expect(await refusal(as().marking.reviewPhoto(input))).toBe("forbidden access.role");
    const elsewhere = callerOf(contextOf(world.db, userOf("regulator", null), testNow, dongxihu));
    expect(await refusal(elsewhere.marking.reviewPhoto(input))).toBe("not_found marking.photo_not_found");
    const { paperId } = await as().certification.addPaper({
      certificationId,
      kind: "registration",
      number: "1",
      expiresOn: null,
    });
    expect(await refusal(desk().marking.reviewPhoto({ ...input, paperId }))).toBe(
      "not_found marking.photo_not_found",
    );
  });
});

describe("certifying a vehicle", () => {
  /** Everything in order, whatever the papers: the standards are tested elsewhere. */
  const certify = async () => {
    // The quiet city has issued its markings without counting them.
    await world.db.owner`INSERT INTO counter (region_id, kind, value)
      VALUES ('331000', ${`marking-${today.slice(2, 4)}`}, 900) ON CONFLICT DO NOTHING`;
    const { paperKinds } = await desk().certification.get({ certificationId });
    for (const kind of paperKinds.filter((it) => !it.startsWith("marking"))) {
      const input = { certificationId, kind, number: "1", expiresOn: addDays(today, 400) };
      const { paperId } = await as().certification.addPaper(input);
      await desk().certification.checkPaper({ paperId, checked: true });
    }
    for (const side of sides) await grant(side);
    await world.db.owner`UPDATE vehicle SET equipment = (SELECT v.equipment FROM vehicle v
      JOIN certification c ON c.subject_id = v.id WHERE v.class = 'wheelchair' AND c.status = 'certified' LIMIT 1)
      WHERE id = ${vehicleId}`;
    await desk().certification.decide({ certificationId, move: "take" });
    const until = { validUntil: addDays(today, 300) };
    await desk().certification.decide({ certificationId, move: "certify", ...until });
    return desk().marking.get({ vehicleId });
  };

  it("issues its marking; certified again after a revocation, a new issue of the same serial", async () => {
    const { current } = await certify();
    expect(current).toMatchObject({ generation: 1, reason: "first" });
    expect(current.serial).toMatch(/^331000-\d{2}-\d{6}$/);
    await desk().certification.decide({ certificationId, move: "revoke", reason: "挂靠经营" });
    await as().certification.request({ subject: "vehicle", subjectId: vehicleId });
    await desk().certification.decide({ certificationId, move: "take" });
    const until = { validUntil: addDays(today, 300) };
    await desk().certification.decide({ certificationId, move: "certify", ...until });
    const again = await desk().marking.get({ vehicleId });
    expect(again.current).toMatchObject({ serial: current.serial, generation: 2, reason: "recertified" });
  });
});
