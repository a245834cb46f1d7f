import { describe, expect, it } from "vitest";
import { matchScore, pinyinKeys, type Searchable } from "@/server/core/pinyin";

const entry = (nameZh: string, nameEn = ""): Searchable => ({ nameZh, nameEn, ...pinyinKeys(nameZh) });

const taizhouHospital = entry("台州医院", "Taizhou Hospital");
const provincial = entry("浙江省台州医院", "Taizhou Hospital of Zhejiang Province");
const central = entry("台州市中心医院", "Taizhou Central Hospital");
const yuhuan = entry("玉环市人民医院", "Yuhuan People's Hospital");
const all = [yuhuan, central, provincial, taizhouHospital];

/** Names in the order in which a search would show them. */
function found(query: string): string[] {
  return all
    .map((one) => ({ name: one.nameZh, score: matchScore(query, one) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ name }) => name);
}

describe("pinyinKeys", () => {
  it("gives full, initials and spaced", () => {
    expect(pinyinKeys("台州医院")).toEqual({
      full: "taizhouyiyuan",
      initials: "tzyy",
      spaced: "tai zhou yi yuan",
    });
  });

  it("reads rare characters outside the basic plane", () => {
    expect(pinyinKeys("张𬭎").full).toBe("zhanghong");
    expect(pinyinKeys("龘").full).toBe("da");
  });

  it("knows local readings and words with several readings", () => {
    expect(pinyinKeys("乐清市人民医院").full).toBe("yueqingshirenminyiyuan");
    expect(pinyinKeys("𬭎记乐清乐清馆").spaced).toBe("hong ji yue qing yue qing guan");
    expect(pinyinKeys("重庆路").full).toBe("chongqinglu");
    expect(pinyinKeys("妇女儿童医院").initials).toBe("fnetyy");
    expect(pinyinKeys("吕").full).toBe("lv");
  });

  it("keeps letters and digits, drops the rest, folds full width", () => {
    expect(pinyinKeys("ＩＣＵ（3号楼）").full).toBe("icu3haolou");
    expect(pinyinKeys("ICU 3号").initials).toBe("icu3h");
    expect(pinyinKeys("")).toEqual({ full: "", initials: "", spaced: "" });
  });
});

describe("matchScore", () => {
  it.each([
    ["characters", "台州医院"],
    ["pinyin", "taizhouyiyuan"],
    ["pinyin with spaces and capitals", "Tai Zhou Yi Yuan"],
    ["initials", "tzyy"],
    ["full-width initials", "ｔｚｙｙ"],
    ["characters and pinyin", "台州yiyuan"],
    ["characters and initials", "台州yy"],
    ["pinyin and initials", "taizhouyy"],
  ])("puts the whole name first by %s", (_how, query) => {
    expect(found(query)[0]).toBe("台州医院");
    expect(found(query)).toContain("浙江省台州医院");
    expect(found(query)).not.toContain("玉环市人民医院");
  });

  it("ranks whole above beginning above part above gaps", () => {
    expect(matchScore("台州医院", taizhouHospital)).toBeGreaterThan(matchScore("台州", taizhouHospital));
    expect(matchScore("台州", taizhouHospital)).toBeGreaterThan(matchScore("台州", provincial));
    expect(matchScore("台州医院", provincial)).toBeGreaterThan(matchScore("台州医院", central));
    expect(matchScore("台州中心医院", central)).toBeGreaterThan(0);
    expect(matchScore("tzzxyy", central)).toBeGreaterThan(0);
    expect(matchScore("taizhouyiyuan", taizhouHospital)).toBeGreaterThan(matchScore("tzyy", taizhouHospital));
    expect(matchScore("taizh", taizhouHospital)).toBeGreaterThan(matchScore("taizh", provincial));
  });

  it("prefers the shorter of two names that begin alike", () => {
    expect(found("taizhou").indexOf("台州医院")).toBeLessThan(found("taizhou").indexOf("台州市中心医院"));
  });

  it("finds by English words in any order", () => {
    expect(found("central hosp")).toEqual(["台州市中心医院"]);
    expect(found("hospital yuhuan")).toEqual(["玉环市人民医院"]);
  });

  it("backtracks where a letter could be a syllable's beginning or the whole of it", () => {
    const xian = entry("西安路");
    expect(matchScore("xianl", xian)).toBeGreaterThan(700);
    expect(matchScore("xal", xian)).toBeGreaterThan(800);
    expect(matchScore("xanl", xian)).toBeGreaterThan(800);
  });

  it("answers 0 when nothing fits and when nothing is asked", () => {
    expect(matchScore("温州", taizhouHospital)).toBe(0);
    expect(matchScore("wz", taizhouHospital)).toBe(0);
    expect(matchScore("taizhoux", taizhouHospital)).toBe(0);
    expect(matchScore("医台", taizhouHospital)).toBe(0);
    expect(matchScore("", taizhouHospital)).toBe(0);
    expect(matchScore(" ·-", taizhouHospital)).toBe(0);
  });
});
