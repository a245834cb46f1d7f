import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import common from "@/messages/zh-CN/common.json";
import errors from "@/messages/zh-CN/errors.json";
import { PagedBoard } from "./paged-board";

const shown = (error: unknown) =>
  renderToStaticMarkup(
    <NextIntlClientProvider locale="zh-CN" timeZone="Asia/Shanghai" messages={{ common, errors }}>
      <PagedBoard
        caption="查看记录"
        columns={[{ key: "plate", header: "车牌", cell: ({ plate }) => plate }]}
        rows={[{ id: "1", plate: "浙A00001" }]}
        empty="没有记录"
        page={1}
        pageCount={3}
        onPage={() => undefined}
        filters={<label htmlFor="find">查找</label>}
        error={error}
        failed="没能读出记录"
        isFetching={false}
        onRetry={() => undefined}
      />
    </NextIntlClientProvider>,
  );

it("shows the rows below the filters", () => {
  const page = shown(null);
  expect(page.indexOf("查找")).toBeLessThan(page.indexOf("浙A00001"));
});

it("keeps the filters above an answer that failed: they are the way out of it", () => {
  const page = shown(new Error("lost"));
  expect(page).not.toContain("浙A00001");
  expect(page).toContain("查找");
  expect(page.indexOf("查找")).toBeLessThan(page.indexOf("没能读出记录"));
});
