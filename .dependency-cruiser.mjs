/** Who may import whom (ARCHITECTURE.md). Tests beside the source may use the test database and the seed's factories. */
const tests = "\\.test\\.tsx?$";
const ours = "^(app|components|server|db|emails|e2e|peers|bench|messages)/";

/** A folder may import only these of our own files; outside packages are limited where a second list says so. */
const only = (name, from, allowed, except = []) => ({
  name,
  severity: "error",
  from: { path: from, pathNot: [tests, ...except] },
  to: { path: ours, pathNot: allowed },
});
const never = (name, from, forbidden, except = []) => ({
  name,
  severity: "error",
  from: { path: from, pathNot: [tests, ...except] },
  to: { path: forbidden },
});

const core = "^server/core/";
const root = (...names) => `^server/(${names.join("|")})\\.ts$`;
const door = [core, root("auth", "caller", "database", "live", "context", "env", "scope")];

/**
 * The order of the services (ARCHITECTURE.md), lowest first: each step may call those before it and itself. Nothing calls the
 * `last`, nor do they call each other.
 */
const steps = [
  [
    ...[
      "account",
      "audit",
      "code",
      "counter",
      "installation",
      "ledger",
      "link",
      "message",
      "notice",
      "public-url",
    ],
    ...["rate-limit", "region", "rule", "sealer", "session", "tell-staff"],
  ],
  ["standard"],
  ["plan"],
  [
    ...["facility", "triage", "emergency", "booking", "quote", "dispatch", "offer", "trip", "position"],
    ...["adverse-event", "handover", "relief", "billing", "payment"],
  ],
  ["hospital-account"],
  ["insurance"],
  ["bank"],
  ["cash"],
  ["settlement"],
  ["invoice"],
  ["marking"],
  ["certification"],
  ["rule-version"],
  ["record"],
  ["figure"],
  ["file"],
];
const last = [
  ...[
    "admin",
    "allocation",
    "batch",
    "break-glass",
    "callback",
    "complaint",
    "finding",
    "fleet",
    "health",
    "inspection",
    "ledger-view",
    "message-receipt",
    "message-sweep",
    "notice-history",
  ],
  ...[
    "oversight",
    "patient",
    "plan-view",
    "privacy",
    "region-view",
    "report",
    "review",
    "sample",
    "subscription",
    "training",
  ],
  "travel-view",
];
const services = (names) => `^server/services/(${names.join("|")})(/|\\.ts$)`;
const testFloor = "/test-[^/]+\\.ts$";
const ranks = [
  ...steps.map((step, at) => ({ of: step, over: steps.slice(0, at).flat() })),
  ...last.map((name) => [name]).map((of) => ({ of, over: steps.flat() })),
];
const orderOfServices = [
  ...ranks.map(({ of, over }) => ({
    name: `service-order-${of[0]}`,
    severity: "error",
    from: { path: services(of), pathNot: [tests, testFloor] },
    to: { path: "^server/services/", pathNot: services([...of, ...over]) },
  })),
  {
    // Who has no place in the order uses nothing: a new noun is given its place here first.
    name: "service-order-known",
    severity: "error",
    from: {
      path: "^server/services/",
      pathNot: [tests, testFloor, ...ranks.map(({ of }) => services(of))],
    },
    to: { path: "." },
  },
];

export default {
  forbidden: [
    ...orderOfServices,
    { name: "no-cycle", severity: "error", from: {}, to: { circular: true } },
    only("core-is-pure", core, [core]),
    never(
      "core-has-no-io",
      core,
      "^node:|^(node_modules/)?(postgres|drizzle-orm|next|react|pino|pg-boss|stripe)(/|$)",
    ),
    {
      name: "core-has-no-builtin",
      severity: "error",
      from: { path: core, pathNot: [tests] },
      to: { dependencyTypes: ["core"] },
    },
    only("verifier-stands-alone", "^server/core/scheduler/verify/", [
      "^server/core/scheduler/verify/",
      "^server/core/scheduler/problem\\.ts$",
      "^server/core/scheduler/plan\\.ts$",
      "^server/core/(vehicle|patient|crew)\\.ts$",
      // The parser of the public formats is all that engine and verifier share.
      "^server/core/formats/",
    ]),
    only("db", "^db/", ["^db/", core], ["^db/seed/"]),
    never("db-knows-no-web", "^db/", "^(node_modules/)?(next|react)(/|$)"),
    only("gateways", "^server/gateways/", ["^server/gateways/", core, root("env")]),
    only("services", "^server/services/", [
      "^server/services/",
      "^server/gateways/",
      "^db/",
      core,
      root("context", "scope", "queue", "env", "live"),
    ]),
    never("services-know-no-door", "^server/services/", "^(node_modules/)?(@trpc|next|react)(/|$)"),
    only("jobs", "^server/jobs/", [
      "^server/jobs/",
      "^server/services/",
      "^server/gateways/",
      "^emails/",
      "^messages/",
      core,
      root("context", "scope", "queue", "env"),
    ]),
    only("simulation", "^server/simulation/", [
      "^server/simulation/",
      "^server/services/",
      "^server/jobs/",
      "^server/gateways/",
      "^db/",
      core,
      root("context", "queue"),
    ]),
    only("routers", "^server/routers/", [
      "^server/routers/",
      "^server/services/",
      core,
      root("trpc", "context"),
    ]),
    never("routers-know-no-sql", "^server/routers/", "^(node_modules/)?(drizzle-orm|postgres)(/|$)"),
    {
      name: "components",
      severity: "error",
      from: { path: "^components/", pathNot: [tests] },
      // The router's type alone may be known (server/checks/source.test.ts): it ships no code.
      to: { path: ours, pathNot: ["^components/", "^messages/", core, "^server/routers/root\\.ts$"] },
    },
    only("pages", "^app/", ["^app/", "^components/", "^messages/", ...door], ["^app/api/", "^app/metrics/"]),
    only("doors", "^app/(api|metrics)/", [
      "^app/",
      "^server/services/",
      "^server/gateways/",
      "^server/routers/root\\.ts$",
      "^server/trpc\\.ts$",
      ...door,
    ]),
    only("emails", "^emails/", ["^emails/", "^messages/", core]),
    only("journeys", "^e2e/", ["^e2e/", "^db/seed/", core]),
    only("ui-knows-no-noun", "^components/ui/", ["^components/ui/", "^messages/", core]),
    never("proxy-decides-nothing", "^proxy\\.ts$", "^(server|db)/"),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(\\.next|\\.data|\\.test|node_modules)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { extensions: [".ts", ".tsx", ".mjs", ".js", ".json"] },
  },
};
