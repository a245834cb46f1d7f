import { describe, expect, it } from "vitest";
import type { PatientInput } from "@/server/core/patient-input";
import { dischargePatient, getPatient, listPatients, savePatient } from "@/server/services/patient";
import { contextOf, home, userOf } from "@/server/test-asking";
import { refused, testBookings } from "@/server/test-booking";

const made = testBookings();

/** The hospital's own ward, its manager, and a manager of another hospital. */
async function ward() {
  const [own] = await made.db.owner`select id, org_id from facility
    where region_id = '331000' and kind = 'ward' and org_id is not null order by id limit 1`;
  const [other] = await made.db.owner`select id from organization
    where region_id = '331000' and type = 'hospital' and id <> ${own?.org_id} limit 1`;
  return {
    wardId: String(own?.id),
    manager: contextOf(made.db, userOf("case_manager", String(own?.org_id))),
    stranger: contextOf(made.db, userOf("case_manager", String(other?.id))),
  };
}

const person = (wardId: string, values: Partial<PatientInput> = {}): PatientInput => ({
  name: "柳青禾",
  idNumber: "110101194912310024",
  phone: "13800138000",
  weightKg: 58,
  mobility: "stretcher",
  wardId,
  bed: "77 床",
  home,
  ...values,
});

describe("patients of a ward", () => {
  it("are found by whole name or bed, masked in the list and clear in the record, whose read is kept", async () => {
    const { manager, wardId } = await ward();
    const { patientId } = await savePatient(manager, person(wardId));
    for (const search of ["柳青禾", "77 床"]) {
      const rows = await listPatients(manager, { search });
      expect(rows.find(({ id }) => id === patientId)).toMatchObject({
        name: "柳*",
        sex: "female",
        birthYear: 1949,
      });
    }
    expect((await listPatients(manager, { search: "柳" })).map(({ id }) => id)).not.toContain(patientId);
    const full = await getPatient(manager, { patientId });
    expect(full).toMatchObject({ name: "柳青禾", home: { label: home.label } });
    expect(full.home?.district).toBeTruthy();
    expect(full.idNumber).not.toContain("19491231");
    const reads = await made.db
      .owner`select id from audit where verb = 'patient.get' and noun_id = ${patientId}`;
    expect(reads).toHaveLength(1);
  });

  it("keep identity number, phone and home that a change leaves out", async () => {
    const { manager, wardId } = await ward();
    const { patientId } = await savePatient(manager, person(wardId, { bed: "78 床" }));
    const before = await getPatient(manager, { patientId });
    await savePatient(
      manager,
      person(wardId, { patientId, bed: "79 床", idNumber: null, phone: null, home: null }),
    );
    const { idNumber, phone, home: kept } = before;
    expect(await getPatient(manager, { patientId })).toMatchObject({
      bed: "79 床",
      idNumber,
      phone,
      home: kept,
    });
  });

  it("are refused with a wrong identity number or another hospital's ward", async () => {
    const { manager, stranger, wardId } = await ward();
    expect(await refused(savePatient(manager, person(wardId, { idNumber: "110101194912310029" })))).toEqual({
      code: "bad_input",
      key: "resident_id.check_digit",
    });
    expect(await refused(savePatient(stranger, person(wardId)))).toEqual({
      code: "not_found",
      key: "patient.ward_not_found",
    });
  });

  it("are nobody's for another hospital", async () => {
    const { manager, stranger, wardId } = await ward();
    const { patientId } = await savePatient(manager, person(wardId));
    const unknown = { code: "not_found", key: "patient.not_found" };
    expect(await refused(getPatient(stranger, { patientId }))).toEqual(unknown);
    expect(await refused(dischargePatient(stranger, { patientId }))).toEqual(unknown);
    expect(await refused(savePatient(stranger, person(wardId, { patientId, wardId: null })))).toEqual(
      unknown,
    );
    expect((await listPatients(stranger, {})).map(({ id }) => id)).not.toContain(patientId);
  });

  it("leave once, even when two colleagues discharge at the same time", async () => {
    const { manager, wardId } = await ward();
    const { patientId } = await savePatient(manager, person(wardId));
    const both = await Promise.allSettled([
      dischargePatient(manager, { patientId }),
      dischargePatient(manager, { patientId }),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await refused(dischargePatient(manager, { patientId }))).toEqual({
      code: "conflict",
      key: "patient.already_discharged",
    });
    expect((await listPatients(manager, {})).map(({ id }) => id)).not.toContain(patientId);
  });
});
