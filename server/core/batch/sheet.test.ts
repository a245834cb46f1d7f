import { describe, expect, it } from "vitest";
import { readDay, readMobility, readRow, readTime } from "./cell";
import { columnsOf, fieldOfHeader, readSheet } from "./sheet";

const today = "2026-11-23";

describe("a pasted ward list", () => {
  it("is read as a spreadsheet copies it, quotes, line breaks and empty rows included", () => {
    const pasted = '姓名\t床号\t备注\r\n张三\t12床\t"第一行\n第二行 ""急"""\r\n\t\t\r\n李四\t3\t';
    expect(readSheet(pasted)).toEqual([
      ["姓名", "床号", "备注"],
      ["张三", "12床", '第一行\n第二行 "急"'],
      ["李四", "3", ""],
    ]);
    expect(readSheet("姓名，床号\n张三，12床")).toEqual([
      ["姓名", "床号"],
      ["张三", "12床"],
    ]);
    expect(readSheet(" \n\n")).toEqual([]);
  });

  it("has its headers recognised as wards write them", () => {
    const known = {
      患者姓名: "name",
      "床 号": "bed",
      身份证号码: "idNumber",
      家属电话: "phone",
      出院去向: "to",
    };
    for (const [header, field] of Object.entries(known))
      expect([header, fieldOfHeader(header)]).toEqual([header, field]);
    expect(fieldOfHeader("出院时间")).toBe("time");
    expect(fieldOfHeader("家属人数")).toBe("escorts");
    expect(fieldOfHeader("诊断")).toBeNull();
    expect(fieldOfHeader("Total")).toBeNull();
  });

  it("takes a field once, the ward's own choice before the words, and the first value where there is no header", () => {
    expect(
      columnsOf(
        [
          ["姓名", "病人", "几时"],
          ["张三", "x", "9:00"],
        ],
        { 几时: "time" },
      ),
    ).toEqual({
      hasHeader: true,
      headers: ["姓名", "病人", "几时"],
      fields: ["name", "skip", "time"],
    });
    expect(columnsOf([["张三", "12床", "轮椅", "9:30", "杂"]])).toEqual({
      hasHeader: false,
      headers: [],
      fields: ["name", "bed", "mobility", "time", "skip"],
    });
  });
});

describe("a cell", () => {
  it("says times and days in many ways", () => {
    const times = {
      "9:30": "09:30",
      "09：05": "09:05",
      "9点半": "09:30",
      下午2点20: "14:20",
      "2:20pm": "14:20",
      中午12点: "12:00",
      "14时": "14:00",
      下午两点: "14:00",
      上午十点二十: "10:20",
      十二点半: "12:30",
    };
    for (const [typed, time] of Object.entries(times))
      expect([typed, readTime(typed)]).toEqual([typed, time]);
    for (const typed of ["25:00", "上午", "9:75", "尽快"]) expect(readTime(typed)).toBeNull();
    const days = {
      明天: "2026-11-24",
      "11/24": "2026-11-24",
      "11月30日": "2026-11-30",
      "1月2日": "2027-01-02",
      "2026/12/1": "2026-12-01",
    };
    for (const [typed, day] of Object.entries(days))
      expect([typed, readDay(typed, today)]).toEqual([typed, day]);
    for (const typed of ["2月30日", "13/1", "下周"]) expect(readDay(typed, today)).toBeNull();
    expect(["平车", "轮椅", "能走", "加宽担架", "抱"].map(readMobility)).toEqual([
      "stretcher",
      "wheelchair",
      "walk",
      "bariatric_stretcher",
      null,
    ]);
  });

  it("that cannot be taken is marked with its words and loses nothing else of the row", () => {
    const fields = [
      "name",
      "idNumber",
      "phone",
      "weight",
      "mobility",
      "day",
      "time",
      "escorts",
      "to",
    ] as const;
    const row = readRow(
      ["张三", "110101194912310020", "123", "9999", "抱", "2026-11-01", "25点", "9", "某地"],
      [...fields],
      today,
    );
    expect(row).toMatchObject({ name: "张三", to: "某地", idNumber: null, phone: null, day: "", time: "" });
    expect(row.problems.map(({ field, key, typed }) => [field, key, typed])).toEqual([
      ["idNumber", "idNumber", "110101194912310020"],
      ["phone", "phone", "123"],
      ["weight", "weight", "9999"],
      ["mobility", "mobility", "抱"],
      ["time", "time", "25点"],
      ["escorts", "escorts", "9"],
      ["day", "dayPast", "2026-11-01"],
    ]);
    expect(readRow(["", "明天"], ["name", "day"], today).problems).toEqual([
      { field: "name", key: "missing", typed: "" },
    ]);
  });
});
