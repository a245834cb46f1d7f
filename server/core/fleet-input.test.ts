import { describe, expect, it } from "vitest";
import { crewForm } from "./fleet-input";

const driver = {
  name: "测试甲",
  idNumber: "110101194912310024",
  duties: ["driver"],
  licenceClasses: ["C1"],
};
const faults = (values: object) =>
  crewForm.safeParse(values).error?.issues.map(({ message }) => message) ?? [];

describe("the form of a person of the crew", () => {
  it("takes a driver with number and licence", () => expect(faults(driver)).toEqual([]));
  it("asks for the identity number of somebody new", () =>
    expect(faults({ ...driver, idNumber: undefined })).toEqual(["fleet.id_number_missing"]));
  it("leaves the number on file alone", () =>
    expect(
      faults({ ...driver, idNumber: undefined, crewId: "0190b5a0-0000-7000-8000-000000000001" }),
    ).toEqual([]));
  it("asks a driver, and only a driver, for a licence", () => {
    expect(faults({ ...driver, licenceClasses: [] })).toEqual(["fleet.licence_missing"]);
    expect(faults({ ...driver, duties: ["nurse"], licenceClasses: [] })).toEqual([]);
  });
});
