import { v7 as uuidv7 } from "uuid";
import { beforeAll, describe, expect, it } from "vitest";
import { lostRace } from "@/db/sqlstate";
import { checkMarkingToken } from "@/server/core/marking/token";
import { publicKeys } from "@/server/gateways/key-ring";
import { markingPdf } from "@/server/gateways/marking-sheet";
import { callerOf } from "@/server/routers/root";
import { inTransaction } from "@/server/scope";
import { contextOf, dongxihu, newVisitor, testNow, userOf } from "@/server/test-asking";
import { callerAbroad, callerIn, fleetWorld, refusal } from "@/server/test-fleet";
import { artworkOf } from "./artwork";
import { issueMarking } from "./issue";

const it_ = fleetWorld();
const as = callerIn(it_);
const abroad = callerAbroad(it_);
const regulator = () => userOf("regulator", null);
const desk = () => callerOf(contextOf(it_.db, regulator()));
const visitor = (actor = newVisitor(), minutes = 0) =>
  callerOf(contextOf(it_.db, actor, new Date(testNow.getTime() + minutes * 60_000)));

interface Car {
  id: string;
  orgId: string;
  serial: string;
  plate: string;
}
let cars: Car[] = [];

beforeAll(async () => {
  cars = await it_.db.owner<Car[]>`
    SELECT v.id, v.org_id AS "orgId", c.serial, v.plate FROM vehicle v
    JOIN certification c ON c.region_id = v.region_id AND c.subject_id = v.id
    JOIN certification o ON o.region_id = v.region_id AND o.subject_id = v.org_id
    WHERE v.region_id = '331000' AND c.status = 'certified' AND o.status = 'certified' AND c.valid_until > ${testNow.toISOString()}
    ORDER BY (v.org_id = ${it_.orgs[0] ?? ""}) DESC, c.serial`;
});
const car = (at = 0): Car => {
  const found = cars[at];
  if (!found) throw new Error("The seed has too few certified vehicles");
  return found;
};

/** The code on a vehicle's marking as its artwork carries it. */
async function codeOf(vehicleId: string): Promise<string> {
  const { address } = await artworkOf(contextOf(it_.db, regulator()), { vehicleId });
  return new URL(address).searchParams.get("m") ?? "";
}
const scan = (mark: string, code: string, actor = newVisitor(), minutes = 0) =>
  visitor(actor, minutes).certification.verify({ mark, code });

describe("the conditions of a grant", () => {
  it("are read by whoever looks the vehicle up, where they concern the public, and by nobody else", async () => {
    const { serial, id } = car();
    const { db } = it_;
    const seen = async () => {
      const verdict = await visitor().certification.verify({ mark: serial });
      return verdict.known ? verdict.conditions : "unknown";
    };
    await db.owner`UPDATE certification SET conditions = '只能在区内营运' WHERE subject_id = ${id}`;
    expect(await seen()).toBeNull();
    await db.owner`UPDATE certification SET conditions_public = true WHERE subject_id = ${id}`;
    expect(await seen()).toBe("只能在区内营运");
    await db.owner`UPDATE certification SET conditions = NULL, conditions_public = false WHERE subject_id = ${id}`;
  });
});

describe("the artwork", () => {
  it("carries a code that holds with the published keys and leads to the serial's page, the same each time", async () => {
    const { id, serial, plate } = car();
    const artwork = await artworkOf(contextOf(it_.db, regulator()), { vehicleId: id });
    expect(artwork.address).toContain(`/verify/${serial}?m=`);
    const checked = checkMarkingToken(await codeOf(id), publicKeys());
    expect(checked).toMatchObject({ state: "genuine", payload: { serial, plate, generation: 1 } });
    expect(await artworkOf(contextOf(it_.db, regulator()), { vehicleId: id })).toEqual(artwork);
    expect((await markingPdf(artwork)).subarray(0, 5).toString()).toBe("%PDF-");
  });

  it("is signed once, by whoever comes first", async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => codeOf(car(4).id)));
    expect(new Set(all).size).toBe(1);
  });

  it("is for its operator and the regulator of its region alone", async () => {
    const { id, orgId } = car();
    const other = it_.orgs.find((org) => org !== orgId) ?? "";
    const at = (role: Parameters<typeof userOf>[0], org: string | null, region?: typeof dongxihu) =>
      refusal(artworkOf(contextOf(it_.db, userOf(role, org), testNow, region), { vehicleId: id }));
    expect((await artworkOf(contextOf(it_.db, userOf("dispatcher", orgId)), { vehicleId: id })).serial).toBe(
      car().serial,
    );
    expect(await at("dispatcher", other)).toBe("not_found marking.not_found");
    expect(await at("regulator", null, dongxihu)).toBe("not_found marking.not_found");
    expect(await at("crew", orgId)).toBe("forbidden access.role");
    expect(await refusal(artworkOf(contextOf(it_.db, newVisitor()), { vehicleId: id }))).toBe(
      "not_signed_in access.sign_in",
    );
  });
});

describe("a scan", () => {
  it("of a good marking is right, by code, number or plate, and names operator and class", async () => {
    const { id, serial, plate } = car();
    const seen = await scan(serial, await codeOf(id));
    expect(seen).toMatchObject({ known: true, outcome: "right", certified: true, plate, serial, trip: null });
    for (const mark of [serial, plate])
      expect(await visitor().certification.verify({ mark })).toMatchObject({ outcome: "right", plate });
  });

  it("of a number nobody issued is unknown, and stands in the regulator's list and the audit", async () => {
    const mark = "331000-26-987654";
    expect(await visitor().certification.verify({ mark })).toMatchObject({
      known: false,
      outcome: "unknown",
    });
    const { rows } = await desk().marking.scans({ suspicious: true, find: "987654", days: 2 });
    expect(rows).toMatchObject([{ mark, outcome: "unknown", way: "typed", lat: null }]);
    const audits = await it_.db.owner`SELECT after FROM audit WHERE noun_id = ${mark}`;
    expect(audits).toHaveLength(1);
  });

  it("tells a changed code, and a good one under another number, from a right one", async () => {
    const [code, { serial }] = [await codeOf(car().id), car()];
    const changed = `${code.slice(0, 30)}${code[30] === "A" ? "B" : "A"}${code.slice(31)}`;
    expect(await scan(serial, changed)).toMatchObject({ known: false, outcome: "bad_signature" });
    expect(await scan(car(1).serial, code)).toMatchObject({ known: false, outcome: "bad_signature" });
  });

  it("of an expired, a suspended and a revoked vehicle is told apart", async () => {
    const outcome = async (vehicleId: string, serial: string) =>
      (await scan(serial, await codeOf(vehicleId))).outcome;
    const { id, serial } = car(2);
    const set = (status: string, until: string) => it_.db.owner`
      UPDATE certification SET status = ${status}, valid_until = ${until} WHERE subject_id = ${id}`;
    await set("certified", "2020-01-01");
    expect(await outcome(id, serial)).toBe("expired");
    await set("suspended", "2099-01-01");
    expect(await outcome(id, serial)).toBe("suspended");
    await set("revoked", "2099-01-01");
    expect(await outcome(id, serial)).toBe("revoked");
    await set("certified", "2099-01-01");
    expect(await outcome(id, serial)).toBe("right");
    const { count } = await it_.db.owner`
      UPDATE paper SET checked = true, expires_on = '2020-01-01' WHERE kind = 'annual_inspection' AND NOT replaced
      AND certification_id = (SELECT id FROM certification WHERE subject_id = ${id})`;
    expect(count).toBe(1);
    expect(await outcome(id, serial)).toBe("expired");
  });

  it("of a vehicle whose operator is suspended is no right one", async () => {
    const [row] = await it_.db.owner<Car[]>`
      SELECT v.id, c.serial FROM vehicle v JOIN certification c ON c.subject_id = v.id
      JOIN certification o ON o.subject_id = v.org_id
      WHERE o.status = 'suspended' AND c.status = 'certified' AND c.valid_until > ${testNow.toISOString()} LIMIT 1`;
    expect(await visitor().certification.verify({ mark: row?.serial ?? "" })).toMatchObject({
      outcome: "suspended",
      certified: false,
      failing: "operator",
    });
  });

  it("of another region's serial is answered by that region, and kept there", async () => {
    const [row] = await it_.db.owner<Car[]>`
      SELECT v.id, v.plate, c.serial FROM vehicle v JOIN certification c ON c.subject_id = v.id
      WHERE v.region_id = '420112' AND c.serial IS NOT NULL LIMIT 1`;
    const seen = await visitor().certification.verify({ mark: row?.serial ?? "" });
    expect(seen).toMatchObject({ outcome: "right", plate: row?.plate, regionId: "420112" });
    expect((await desk().marking.scans({ find: row?.serial ?? "" })).rows).toEqual([]);
  });

  it("read again by the same browser is the same scan", async () => {
    const actor = newVisitor();
    const [{ id, serial }, code] = [car(3), await codeOf(car(3).id)];
    const first = await scan(serial, code, actor);
    expect((await scan(serial, code, actor, 3)).scanId).toBe(first.scanId);
    expect((await scan(serial, code, newVisitor(), 3)).scanId).not.toBe(first.scanId);
    expect(id).toBeTruthy();
  });
});

describe("who looked", () => {
  it("is told apart, and named by nobody: not even whoever is signed in", async () => {
    const [one, two] = [userOf("dispatcher", car().orgId), userOf("dispatcher", car().orgId)];
    const mark = "331000-26-987655";
    const look = (actor: typeof one) => callerOf(contextOf(it_.db, actor)).certification.verify({ mark });
    const first = await look(one);
    expect((await look(one)).scanId).toBe(first.scanId);
    expect((await look(two)).scanId).not.toBe(first.scanId);
    const rows = await it_.db.owner`SELECT browser_index AS looker FROM marking_scan WHERE mark = ${mark}`;
    expect(rows.map(({ looker }) => looker)).toEqual(Array(2).fill(expect.stringMatching(/^[0-9a-f]{64}$/)));
    expect(JSON.stringify(rows)).not.toContain(one.kind === "user" ? one.accountId : "");
  });
});

describe("telling the place", () => {
  const here = { lat: 28.6543, lon: 121.4178 };
  const far = { lat: 28.3712, lon: 121.3921 };
  const regionId = "331000";

  it("keeps it to a hundredth of a degree, once, for whoever was told the scan", async () => {
    const actor = newVisitor();
    const { scanId } = await scan(car(5).serial, await codeOf(car(5).id), actor);
    const unknown = { scanId: uuidv7(), regionId, ...here };
    expect(await refusal(visitor(actor).marking.tellPlace(unknown))).toBe("not_found marking.scan_not_found");
    expect(await visitor(actor).marking.tellPlace({ scanId, regionId, ...here })).toEqual({ copy: null });
    const [row] = await it_.db.owner`SELECT lat, lon FROM marking_scan WHERE id = ${scanId}`;
    expect(row).toEqual({ lat: 28.65, lon: 121.42 });
    expect(await refusal(visitor(actor).marking.tellPlace({ scanId, regionId, ...here }))).toBe(
      "conflict marking.place_told",
    );
    expect(await refusal(visitor(actor).marking.tellPlace({ scanId, regionId: "420112", ...here }))).toBe(
      "not_found marking.scan_not_found",
    );
    expect(await refusal(visitor(actor, 11).marking.tellPlace({ scanId, regionId, ...here }))).toBe(
      "not_found marking.scan_not_found",
    );
  });

  it("finds a copy: the same serial far away within minutes, shown on both scans", async () => {
    const [{ serial }, code] = [car(6), await codeOf(car(6).id)];
    const [one, two] = [newVisitor(), newVisitor()];
    const first = await scan(serial, code, one);
    await visitor(one).marking.tellPlace({ scanId: first.scanId, regionId, ...here });
    const second = await scan(serial, code, two, 6);
    expect(second.outcome).toBe("right");
    const told = await visitor(two, 6).marking.tellPlace({ scanId: second.scanId, regionId, ...far });
    expect(told.copy?.seconds).toBe(360);
    expect(told.copy?.metres).toBeGreaterThan(30_000);
    const copy = { metres: told.copy?.metres, seconds: 360 };
    // Its certification is as good as before: the warning stands beside it.
    expect(await scan(serial, code, two, 7)).toMatchObject({ outcome: "right", certified: true, copy });
    expect(await visitor(newVisitor(), 8).certification.verify({ mark: serial })).toMatchObject({ copy });
    const asked = { suspicious: true, find: serial, days: 2 };
    const { rows, counts } = await desk().marking.scans(asked);
    expect(rows.map(({ id }) => id)).toEqual([second.scanId, first.scanId]);
    expect(rows.map(({ outcome, copyMetres }) => [outcome, copyMetres])).toEqual(
      Array(2).fill(["right", told.copy?.metres]),
    );
    expect(counts.find(({ outcome }) => outcome === "copied")?.count).toBe(2);
    expect((await desk().marking.scans({ ...asked, outcome: "copied" })).rows).toHaveLength(2);
    expect(await scan(serial, code, newVisitor(), 30)).toMatchObject({ outcome: "right", copy: null });
  });

  /** Somebody looks at a serial, and tells where. */
  const lookFrom = async (place: typeof here, input: { mark: string; code?: string }, minutes: number) => {
    const actor = newVisitor();
    const { scanId } = await visitor(actor, minutes).certification.verify(input);
    return visitor(actor, minutes).marking.tellPlace({ scanId, regionId, ...place });
  };

  it("stands in the regulator's list by district, a copy with the place of the other scan", async () => {
    const [{ serial }, code] = [car(14), await codeOf(car(14).id)];
    await lookFrom(here, { mark: serial, code }, 0);
    await lookFrom(far, { mark: serial, code }, 5);
    await lookFrom({ lat: 45.75, lon: 126.65 }, { mark: serial, code }, 50);
    await visitor().certification.verify({ mark: serial });
    const { rows } = await desk().marking.scans({ find: serial, days: 2 });
    const known = await it_.db.owner`SELECT content -> 'districts' AS it FROM rule_version
      WHERE region_id = '331000' AND kind = 'region' AND status = 'in_force'`;
    const name = (code: string | null) =>
      known[0]?.it.find((it: { code: string }) => it.code === code)?.nameZh ?? code;
    const shown = rows.map(({ district, elsewhere }) => [
      name(district),
      elsewhere && name(elsewhere.district),
    ]);
    expect(shown.sort()).toEqual(
      [
        ["000000", null],
        ["椒江区", "温岭市"],
        ["温岭市", "椒江区"],
        [null, null],
      ].sort(),
    );
    const jiaojiang = rows.find(({ district }) => name(district) === "椒江区");
    expect(jiaojiang?.elsewhere).toMatchObject({ lat: 28.37, lon: 121.39 });
  });

  it("raises no alarm by what anybody can type: only the code as it is signed now is evidence", async () => {
    const [{ id, serial, plate }, old] = [car(10), await codeOf(car(10).id)];
    await desk().marking.reissue({ vehicleId: id, generation: 1, reason: "lost" });
    const code = await codeOf(id);
    expect(await lookFrom(here, { mark: serial, code }, 0)).toEqual({ copy: null });
    expect(await lookFrom(far, { mark: serial }, 1)).toEqual({ copy: null });
    expect(await lookFrom(far, { mark: plate }, 2)).toEqual({ copy: null });
    expect(await lookFrom(far, { mark: serial, code: old }, 3)).toEqual({ copy: null });
    expect(await visitor(newVisitor(), 4).certification.verify({ mark: serial })).toMatchObject({
      certified: true,
      copy: null,
    });
    expect((await lookFrom(far, { mark: serial, code }, 5)).copy?.seconds).toBe(300);
    // A new issue begins with a clean sheet.
    await desk().marking.reissue({ vehicleId: id, generation: 2, reason: "copied" });
    expect(await scan(serial, await codeOf(id), newVisitor(), 6)).toMatchObject({
      certified: true,
      copy: null,
    });
  });

  it("raises no alarm by one browser that says it is at both places", async () => {
    const actor = newVisitor();
    const [{ serial }, code] = [car(11), await codeOf(car(11).id)];
    const tell = async (place: typeof here, minutes: number) => {
      const { scanId } = await scan(serial, code, actor, minutes);
      return visitor(actor, minutes).marking.tellPlace({ scanId, regionId, ...place });
    };
    expect(await tell(here, 0)).toEqual({ copy: null });
    expect(await tell(far, 5)).toEqual({ copy: null });
  });

  it("lets an alarm end: whoever is warned does not carry it on", async () => {
    const [{ serial }, code] = [car(12), await codeOf(car(12).id)];
    await lookFrom(here, { mark: serial, code }, 0);
    expect((await lookFrom(far, { mark: serial, code }, 4)).copy).not.toBeNull();
    expect(await lookFrom(far, { mark: serial, code }, 12)).toEqual({ copy: null });
    expect((await scan(serial, code, newVisitor(), 13)).copy).not.toBeNull();
    expect((await scan(serial, code, newVisitor(), 20)).copy).toBeNull();
  });

  it("finds the copy when both tell at the same instant", async () => {
    const [{ id, serial }, code] = [car(13), await codeOf(car(13).id)];
    const both = [newVisitor(), newVisitor()];
    const looks = await Promise.all(both.map((actor) => scan(serial, code, actor)));
    let told: Promise<{ copy: unknown }[]> = Promise.resolve([]);
    await it_.db.owner.begin(async (hand) => {
      await hand`SELECT 1 FROM marking WHERE vehicle_id = ${id} FOR UPDATE`;
      await hand`SELECT 1 FROM marking_scan WHERE serial = ${serial} FOR UPDATE`;
      told = Promise.all(
        both.map((actor, at) =>
          visitor(actor).marking.tellPlace({
            scanId: looks[at]?.scanId ?? "",
            regionId,
            ...(at === 0 ? here : far),
          }),
        ),
      );
      await expect
        .poll(async () => {
          const [row] = await it_.db.owner`
            SELECT count(*)::int AS waiting FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock'`;
          return row?.waiting;
        })
        .toBe(2);
    });
    expect((await told).filter(({ copy }) => copy !== null)).toHaveLength(1);
  });

  it("finds none where the vehicle may have driven there", async () => {
    const [{ serial }, code] = [car(7), await codeOf(car(7).id)];
    const [one, two] = [newVisitor(), newVisitor()];
    const first = await scan(serial, code, one);
    await visitor(one).marking.tellPlace({ scanId: first.scanId, regionId, ...here });
    const second = await scan(serial, code, two, 40);
    expect(await visitor(two, 40).marking.tellPlace({ scanId: second.scanId, regionId, ...far })).toEqual({
      copy: null,
    });
  });
});

describe("issuing anew", () => {
  it("voids the stickers before it; the new artwork is right", async () => {
    const { id, serial } = car(8);
    const old = await codeOf(id);
    expect(await desk().marking.reissue({ vehicleId: id, generation: 1, reason: "stolen" })).toEqual({
      generation: 2,
    });
    expect(await scan(serial, old)).toMatchObject({ outcome: "old_generation", certified: false });
    expect(await scan(serial, await codeOf(id))).toMatchObject({ outcome: "right" });
    const { current, earlier } = await desk().marking.get({ vehicleId: id });
    expect([current.generation, earlier.map(({ generation }) => generation)]).toEqual([2, [1]]);
  });

  it("by two at once happens once", async () => {
    const again = () => desk().marking.reissue({ vehicleId: car(9).id, generation: 1, reason: "lost" });
    const both = await Promise.allSettled([again(), again()]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await refusal(again())).toBe("conflict marking.changed_meanwhile");
  });

  it("does not take the place of one that was issued since it was looked at", async () => {
    const { id: vehicleId, orgId, serial } = car(8);
    const generation = async () => (await desk().marking.get({ vehicleId })).current?.generation ?? 0;
    const replaces = await generation();
    const issue = { orgId, vehicleId, serial, reason: "lost" as const, replaces };
    const ctx = contextOf(it_.db, regulator());
    await inTransaction(ctx, (tx) => issueMarking(tx, issue));
    const late = inTransaction(ctx, (tx) => issueMarking(tx, issue));
    expect(lostRace(await late.catch((error: unknown) => error))).toBe(true);
    expect(await generation()).toBe(replaces + 1);
  });

  it("is the regulator's alone, for vehicles of the region", async () => {
    const input = { vehicleId: car().id, generation: 1, reason: "lost" as const };
    expect(await refusal(as().marking.reissue(input))).toBe("forbidden access.role");
    const elsewhere = callerOf(contextOf(it_.db, regulator(), testNow, dongxihu));
    expect(await refusal(elsewhere.marking.reissue(input))).toBe("not_found marking.not_found");
    expect(await refusal(abroad().marking.get({ vehicleId: car().id }))).toBe("not_found marking.not_found");
    expect(await refusal(desk().marking.reissue({ ...input, vehicleId: uuidv7() }))).toBe(
      "not_found marking.not_found",
    );
  });
});
