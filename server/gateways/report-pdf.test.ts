import { describe, expect, it } from "vitest";
import { type PrintedReport, renderReport } from "./report-pdf";

const report: PrintedReport = {
  locale: "zh-CN",
  title: "台州市 · 2026-10 月报",
  subtitle: "公布于 2026 年 11 月 5 日",
  warning: "演示数据",
  figuresTitle: "主要指标",
  figures: Array.from({ length: 18 }, (_, index) => ({
    name: `指标 ${index}`,
    value: "95.8%",
    definition: "随车设备报告的到达时间不晚于第一次承诺的最晚时间的行程 ÷ 应到的行程。".repeat(3),
  })),
  notes: ["可以自由使用。"],
  tables: [
    {
      name: "区县",
      head: ["分组", "预约"],
      rows: [
        ["椒江区", "264"],
        ["天台县", "少于 11 不显示"],
      ],
    },
  ],
  foot: "数据：localhost/zh-CN/reports/2026-10",
  pageOf: (page, pages) => `第 ${page} / ${pages} 页`,
  publishedAt: new Date("2026-11-05T01:00:00Z"),
};
const pages = (pdf: Buffer) => pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g)?.length;

describe("the report on paper", () => {
  it("is the same for the same data, in its own language, on as many pages as it takes", async () => {
    const pdf = await renderReport(report);
    expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");
    expect((await renderReport(report)).equals(pdf)).toBe(true);
    expect(pdf.toString("latin1")).toContain("/Lang (zh-CN)");
    expect(pages(pdf)).toBeGreaterThan(1);
    expect(pages(await renderReport({ ...report, figures: [], tables: [] }))).toBe(1);
  });
});
