import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CertificationSpan,
  certificationMoves,
  certificationStatuses,
  isCertifiedAt,
  nextCertificationStatus,
  openCertificationMoves,
  paperDue,
  papersFor,
} from "./certification";

describe("the life of a certification", () => {
  const allowed: Record<string, string> = {
    "applied take": "in_review",
    "in_review ask_more": "more_asked",
    "in_review certify": "certified",
    "in_review refuse": "refused",
    "more_asked supply": "in_review",
    "more_asked refuse": "refused",
    "certified extend": "certified",
    "certified suspend": "suspended",
    "certified revoke": "revoked",
    "suspended lift": "certified",
    "suspended revoke": "revoked",
    "refused apply_again": "applied",
    "revoked apply_again": "applied",
  };
  const cases = certificationStatuses.flatMap((status) =>
    certificationMoves.map((move) => ({ status, move })),
  );
  it.each(cases)("$status × $move", ({ status, move }) => {
    const next = allowed[`${status} ${move}`];
    expect(openCertificationMoves(status).includes(move)).toBe(next !== undefined);
    if (next) expect(nextCertificationStatus(status, move, "why")).toBe(next);
    else
      expect(() => nextCertificationStatus(status, move, "why")).toThrow(
        expect.objectContaining({ code: "conflict" }),
      );
  });

  it.each([
    ["in_review", "refuse"],
    ["certified", "suspend"],
    ["certified", "revoke"],
    ["suspended", "lift"],
  ] as const)("%s × %s asks for a reason", (status, move) => {
    const refused = expect.objectContaining({ code: "bad_input", key: "certification.reason_missing" });
    expect(() => nextCertificationStatus(status, move, " ")).toThrow(refused);
    expect(() => nextCertificationStatus(status, move, null)).toThrow(refused);
  });
});

const span = (change: Partial<CertificationSpan> = {}): CertificationSpan => ({
  status: "certified",
  validFrom: 100,
  validUntil: 500,
  papersLapseAt: 300,
  ...change,
});

describe("isCertifiedAt", () => {
  it.each([
    ["before it begins", {}, 99, "not_yet_valid"],
    ["without a beginning", { validFrom: null }, 200, "not_yet_valid"],
    ["when a paper lapses", {}, 300, "paper_lapsed"],
    ["at its end", { papersLapseAt: null }, 500, "expired"],
    ["suspended", { status: "suspended" }, 200, "suspended"],
    ["revoked", { status: "revoked" }, 200, "revoked"],
    ["refused", { status: "refused" }, 200, "refused"],
    ["applied", { status: "applied" }, 200, "not_decided"],
    ["in review", { status: "in_review" }, 200, "not_decided"],
    ["asked for more", { status: "more_asked" }, 200, "not_decided"],
  ] as const)("not %s", (_name, change, at, reason) => {
    expect(isCertifiedAt(span(change), at)).toEqual({ certified: false, reason });
  });

  it.each([
    [{}, 100, 300],
    [{}, 299, 300],
    [{ papersLapseAt: 900 }, 499, 500],
    [{ papersLapseAt: null, validUntil: null }, 9999, null],
  ] as const)("with %j at %i holds until %s", (change, at, until) => {
    expect(isCertifiedAt(span(change), at)).toEqual({ certified: true, until });
  });

  it("covers every instant before the end it names, and not that end", () => {
    const instant = fc.option(fc.integer({ min: 0, max: 1000 }));
    fc.assert(
      fc.property(instant, instant, fc.integer({ min: 100, max: 1000 }), (validUntil, papersLapseAt, at) => {
        const given = span({ validUntil, papersLapseAt });
        const result = isCertifiedAt(given, at);
        if (!result.certified || result.until === null) return;
        expect(result.until).toBeGreaterThan(at);
        expect(isCertifiedAt(given, result.until - 1).certified).toBe(true);
        expect(isCertifiedAt(given, result.until).certified).toBe(false);
      }),
    );
  });
});

describe("papers", () => {
  it("are asked for by subject", () => {
    expect(papersFor({ subject: "operator", carriesCareTransfer: true })).toEqual([
      "business_licence",
      "medical_licence",
      "transport_permit",
      "insurance_policy",
    ]);
    expect(papersFor({ subject: "operator", carriesCareTransfer: false })).not.toContain("medical_licence");
    expect(papersFor({ subject: "vehicle" })).toHaveLength(7);
    expect(papersFor({ subject: "crew", duties: ["driver", "nurse"] })).toEqual([
      "identity",
      "driving_licence",
      "nurse_licence",
      "cpr_certificate",
      "training_record",
    ]);
    expect(papersFor({ subject: "crew", duties: ["bearer"] })).not.toContain("driving_licence");
  });

  it.each([
    ["2026-08-01", 61, null, false],
    ["2026-07-31", 60, 60, false],
    ["2026-07-02", 31, 60, false],
    ["2026-07-01", 30, 30, false],
    ["2026-06-09", 8, 30, false],
    ["2026-06-08", 7, 7, false],
    ["2026-06-02", 1, 7, false],
    ["2026-06-01", 0, 0, false],
    ["2026-05-31", -1, 0, true],
  ])("good until %s have %i days left on 1 June", (expiresOn, daysLeft, bucket, lapsed) => {
    expect(paperDue(expiresOn, "2026-06-01")).toEqual({ daysLeft, bucket, lapsed });
  });

  it("that do not expire are never due", () => {
    expect(paperDue(null, "2026-06-01")).toBeNull();
  });
});
