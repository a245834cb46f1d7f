import { NextIntlClientProvider } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Deadline } from "@/components/case/deadline";
import common from "@/messages/zh-CN/common.json";
import { Day, Instant } from "./instant";

const timeZone = "Asia/Shanghai";
const now = "2026-11-23T01:30:00+08:00";

/** The words alone, as a Chinese reader sees them. */
function words(node: ReactNode): string {
  const page = (
    <NextIntlClientProvider locale="zh-CN" timeZone={timeZone} messages={{ common }}>
      {node}
    </NextIntlClientProvider>
  );
  return renderToStaticMarkup(page).replace(/<[^>]+>/g, "");
}

describe("Instant", () => {
  it("leaves the year out in the present year and says it of another", () => {
    const day = (at: string) => words(<Instant at={at} form="date" timeZone={timeZone} now={now} />);
    expect(day("2026-11-14T18:47:00+08:00")).toBe("11月14日周六");
    expect(day("2025-10-19T09:00:00+08:00")).toBe("2025年10月19日周日");
  });

  it("says the year by the region's zone, not by Greenwich", () => {
    const newYear = "2026-01-01T00:30:00+08:00";
    expect(words(<Instant at={newYear} form="date" timeZone={timeZone} now={now} />)).toBe("1月1日周四");
  });

  it("writes seconds so that no reader turns day and month round", () => {
    expect(words(<Instant at="2026-11-03T01:02:03+08:00" form="exact" timeZone={timeZone} />)).toBe(
      "2026-11-03 01:02:03",
    );
  });
});

describe("Day", () => {
  it("says a day in words and leaves it in its place whatever the zone", () => {
    expect(words(<Day day="2027-09-19" />)).toBe("2027年9月19日");
    expect(
      renderToStaticMarkup(
        <NextIntlClientProvider locale="en" timeZone={timeZone} messages={{ common }}>
          <Day day="2027-01-01" />
        </NextIntlClientProvider>,
      ),
    ).toContain("January 1, 2027");
  });
});

describe("Deadline", () => {
  it("ends a day at 24:00 instead of beginning the next", () => {
    const at = new Date("2026-11-21T00:00:00+08:00");
    expect(words(<Deadline at={at} timeZone={timeZone} now={now} />)).toBe("11月20日周五 24:00");
    const tonight = new Date("2026-11-24T00:00:00+08:00");
    expect(words(<Deadline at={tonight} timeZone={timeZone} now={now} />)).toBe("今天 24:00");
  });

  it("leaves any other time as it is", () => {
    const at = new Date("2026-11-23T15:46:00+08:00");
    expect(words(<Deadline at={at} timeZone={timeZone} now={now} />)).toBe("今天 15:46");
  });
});
