import { expect, it } from "vitest";
import { startingRegionSettings } from "./region-settings";
import { changedSettings, settingAt, settingsFields } from "./settings-fields";

/** Parts that have a table of their own on the page, or words. */
const elsewhere =
  /^(source|oneEndInside|districts|roads|coverage|clinicians\.weekdays|adverse\.source|emptyRun\.source|notice\.source|detection\.source|privacy\.source|settlement\.source|ceiling\.source|oversight\.source|subscription\.source|invoice\.source|sms)/;

function leaves(value: unknown, path: string): string[] {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return [path];
  return Object.entries(value).flatMap(([key, under]) => leaves(under, path ? `${path}.${key}` : key));
}

it("names every figure of a region's settings, and none that is not there", () => {
  const known = leaves(startingRegionSettings, "").filter((path) => !elsewhere.test(path));
  expect(settingsFields.map(({ path }) => path).sort()).toEqual(known.sort());
});

it("changes what was said and leaves the rest", () => {
  const changed = changedSettings(startingRegionSettings, {
    "offers.expiryMinutes": 8,
    prepaidBeyondMetres: 200_000,
  });
  if (!changed.ok) throw new Error(changed.path);
  expect(settingAt(changed.settings, "offers.expiryMinutes")).toBe(8);
  expect(changed.settings.prepaidBeyondMetres).toBe(200_000);
  expect(changed.settings.slots).toEqual(startingRegionSettings.slots);
  expect(startingRegionSettings.offers.expiryMinutes).toBe(10);
});

it.each([
  [{ "offers.expiryMinutes": 0 }, "offers.expiryMinutes"],
  [{ "slots.aheadDays": 1.5 }, "slots.aheadDays"],
  [{ "holds.seconds": null }, "holds.seconds"],
  [{ "clinicians.opensAt": "25:00" }, "clinicians.opensAt"],
  [{ "clinicians.opensAt": "21:00" }, "clinicians.closesAt"],
])("refuses %o and says where", (values, path) => {
  expect(changedSettings(startingRegionSettings, values)).toEqual({ ok: false, path });
});
