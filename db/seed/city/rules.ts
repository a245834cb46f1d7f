import type { NeedsTable } from "@/server/core/needs";
import type { RegionSettings } from "@/server/core/region-settings";
import type { Tariff } from "@/server/core/tariff/rules";
import type { QuestionSet } from "@/server/core/triage/question-set";
import type { City } from "./city";
import { needsOf, reliefTariffOf, ruleId, settingsOf, tariffOf, triageOf } from "./region";

/** The region's rules in force, read once, with the versions that the rows cite. */
export interface Rules {
  triage: QuestionSet;
  triageId: string;
  triageName: string;
  needs: NeedsTable;
  tariff: Tariff;
  tariffId: string;
  /** The region's reduced tariff, where it has one. */
  relief: { tariff: Tariff; id: string } | null;
  settings: RegionSettings;
  settingsId: string;
  standardId: string;
}

export function rulesOf(city: City): Rules {
  const tariff = tariffOf(city);
  const reduced = reliefTariffOf(city);
  return {
    triage: triageOf(city),
    triageId: ruleId(city.regionId, "triage", "triage"),
    triageName: "triage@1",
    needs: needsOf(city),
    tariff,
    tariffId: ruleId(city.regionId, "tariff", tariff.id),
    relief: reduced && { tariff: reduced, id: ruleId(city.regionId, "tariff", reduced.id) },
    settings: settingsOf(city),
    settingsId: ruleId(city.regionId, "region", "settings"),
    standardId: ruleId(city.regionId, "standard", "standard"),
  };
}
