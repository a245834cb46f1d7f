import { describe, expect, it } from "vitest";
import { csvLine } from "./ledger-sheet";

describe("a line of a CSV file", () => {
  it("quotes what must be quoted and leaves the rest", () => {
    expect(csvLine(["26-000001", "退款, 全额", 'say "yes"', "a\nb"])).toBe(
      '26-000001,"退款, 全额","say ""yes""","a\nb"\r\n',
    );
  });

  it("runs nothing in a spreadsheet, and keeps numbers numbers", () => {
    expect(csvLine(['=HYPERLINK("http://x")', "@a", "+1+1", "-12.50", "-x"])).toBe(
      `"'=HYPERLINK(""http://x"")",'@a,'+1+1,-12.50,'-x\r\n`,
    );
  });
});
