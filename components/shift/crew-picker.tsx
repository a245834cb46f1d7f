"use client";

import { Plus, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { CrewRow, ShiftRow } from "@/components/api/outputs";
import { useCertifications } from "@/components/fleet/use-records";
import { useDesk } from "@/components/plan/desk";
import { Button } from "@/components/ui/button";
import { Field, FieldGroup } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { type CrewDuty, crewDuties } from "@/server/core/crew";
import { clockIn } from "./local-time";
import { qualified, type ShiftDraft, takenBy } from "./shift-draft";

interface CrewPickerProps {
  draft: ShiftDraft;
  shifts: ShiftRow[];
  crew: CrewRow[];
  isTried: boolean;
  onChange: (draft: ShiftDraft) => void;
}

/** Who can be chosen for a duty: those who hold it; who is taken or not certified is shown as such. */
function useOptions({ draft, shifts, crew }: Omit<CrewPickerProps, "isTried" | "onChange">) {
  const t = useTranslations("shift");
  const { timeZone } = useDesk();
  const certified = useCertifications("crew");
  return (duty: CrewDuty, chosen: string) =>
    qualified(crew, duty).map((member) => {
      const other = takenBy(member.id, draft, shifts, timeZone);
      const isTwice = member.id !== chosen && draft.crew.some(({ crewId }) => crewId === member.id);
      const isBlocked = certified.get(member.id)?.standing.certified === false;
      const notes = [
        other
          ? t("taken", {
              plate: other.plate,
              from: clockIn(other.startsAt, timeZone),
              until: clockIn(other.endsAt, timeZone),
            })
          : "",
        isTwice ? t("chosenTwice") : "",
        isBlocked ? t("notCertified") : "",
      ].filter(Boolean);
      return {
        value: member.id,
        label:
          notes.length > 0
            ? t("personNote", { name: member.name, note: notes.join(t("comma")) })
            : member.name,
        disabled: (other !== undefined || isTwice) && member.id !== chosen,
      };
    });
}

/** The people on board, place by place. */
export function CrewPicker({ draft, shifts, crew, isTried, onChange }: CrewPickerProps) {
  const t = useTranslations("shift");
  const fleet = useTranslations("fleet");
  const optionsOf = useOptions({ draft, shifts, crew });
  const put = (list: ShiftDraft["crew"]) => onChange({ ...draft, crew: list });
  const change = (at: number, next: Partial<ShiftDraft["crew"][number]>) =>
    put(draft.crew.map((it, index) => (index === at ? { ...it, ...next } : it)));
  return (
    <FieldGroup
      label={t("crew")}
      hint={t("crewHint")}
      error={isTried && draft.crew.length === 0 ? t("crewMissing") : undefined}
    >
      <div className="grid gap-3">
        {draft.crew.map(({ duty, crewId }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a place on board has no other name than its number
          <div key={at} className="grid grid-cols-[7rem_1fr_auto] items-start gap-2">
            <Field label={t("dutyAt", { at: at + 1 })} labelHidden>
              <Select
                value={duty}
                options={crewDuties.map((value) => ({ value, label: fleet(`duties.${value}`) }))}
                onChange={(event) =>
                  change(at, { duty: crewDuties.find((it) => it === event.target.value) ?? duty, crewId: "" })
                }
              />
            </Field>
            <Field
              label={t("personAt", { at: at + 1 })}
              labelHidden
              error={isTried && crewId === "" ? t("personMissing") : undefined}
            >
              <Select
                value={crewId}
                placeholder={t("choosePerson")}
                options={optionsOf(duty, crewId)}
                onChange={(event) => change(at, { crewId: event.target.value })}
              />
            </Field>
            <Button
              variant="quiet"
              size="icon"
              aria-label={t("removeAt", { at: at + 1 })}
              onClick={() => put(draft.crew.filter((_, index) => index !== at))}
            >
              <X aria-hidden="true" />
            </Button>
          </div>
        ))}
        <Button
          variant="secondary"
          size="sm"
          className="w-fit"
          onClick={() => put([...draft.crew, { duty: "driver", crewId: "" }])}
        >
          <Plus aria-hidden="true" />
          {t("addPerson")}
        </Button>
      </div>
    </FieldGroup>
  );
}
