"use client";

import { UserPlus } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import type { PatientSummary } from "@/components/api/outputs";
import { MobilityIcon } from "@/components/booking/mobility-icon";
import { PatientDialog } from "@/components/patient/patient-dialog";
import { Button } from "@/components/ui/button";
import { classNames } from "@/components/ui/class-names";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { usePatientSearch } from "./use-patient-search";
import type { Ward } from "./ward";
import { wardName } from "./ward";

interface PatientPickerProps {
  wards: Ward[];
  initial: PatientSummary[];
  chosenId: string | null;
  onChoose: (patientId: string) => void;
}

/** Arrow keys walk through the list from the search field on. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || (event.target as HTMLElement).tagName === "SELECT") return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-patient]")];
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = rows[Math.min(rows.length - 1, Math.max(0, at + step))];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** The patients of the own wards; on a phone the list makes way for the one who was chosen. */
export function PatientPicker({ wards, initial, chosenId, onChoose }: PatientPickerProps) {
  const t = useTranslations("desk.patients");
  const [isAdding, setAdding] = useState(false);
  const [isChoosing, setChoosing] = useState(false);
  const isShut = chosenId !== null && !isChoosing;
  const choose = (patientId: string) => {
    setChoosing(false);
    onChoose(patientId);
  };
  return (
    <div id="desk-search">
      {isShut ? (
        <Button variant="secondary" wide className="lg:hidden" onClick={() => setChoosing(true)}>
          {t("other")}
        </Button>
      ) : null}
      <div className={classNames("grid gap-3", isShut && "max-lg:hidden")}>
        <PatientSearch wards={wards} initial={initial} chosenId={chosenId} onChoose={choose} />
        <Button variant="secondary" onClick={() => setAdding(true)}>
          <UserPlus aria-hidden="true" />
          {t("add")}
        </Button>
      </div>
      {isAdding ? (
        <PatientDialog wards={wards} patient={null} onClose={() => setAdding(false)} onSaved={choose} />
      ) : null}
    </div>
  );
}

/** Type a bed or a whole name, Enter takes the first; arrows walk through the list. */
function PatientSearch({ wards, initial, chosenId, onChoose }: PatientPickerProps) {
  const t = useTranslations("desk.patients");
  const locale = useLocale();
  const search = usePatientSearch(initial);
  const first = search.rows[0];
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "Enter" && (event.target as HTMLElement).tagName === "INPUT" && first) {
      event.preventDefault();
      onChoose(first.id);
    } else walk(event);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows and Enter are short cuts to the buttons inside
    <div onKeyDown={onKeyDown} className="grid gap-3">
      <Field label={t("search")} hint={t("searchHint")}>
        <Input
          value={search.text}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => search.setText(event.target.value)}
        />
      </Field>
      <Field label={t("ward")} labelHidden>
        <Select
          value={search.wardId}
          placeholder={t("allWards")}
          options={wards.map((ward) => ({ value: ward.id, label: wardName(ward, locale) }))}
          onChange={(event) => search.setWard(event.target.value)}
        />
      </Field>
      <p role="status" className="sr-only">
        {search.isSearching ? null : t("found", { count: search.rows.length })}
      </p>
      <ul
        aria-label={t("list")}
        className="-mx-1 grid max-h-[26rem] content-start gap-1.5 overflow-y-auto px-1 py-1 xl:max-h-[34rem]"
      >
        {search.rows.map((row) => (
          <li key={row.id}>
            <PatientRow row={row} isChosen={row.id === chosenId} onChoose={() => onChoose(row.id)} />
          </li>
        ))}
      </ul>
      {search.rows.length === 0 && !search.isSearching ? (
        <p className="text-ink-soft text-sm">{t(search.text ? "none" : "empty")}</p>
      ) : null}
    </div>
  );
}

interface PatientRowProps {
  row: PatientSummary;
  isChosen: boolean;
  onChoose: () => void;
}

function PatientRow({ row, isChosen, onChoose }: PatientRowProps) {
  const t = useTranslations("desk.patients");
  const tWho = useTranslations("booking.who.mobility");
  const locale = useLocale();
  return (
    <button
      type="button"
      data-patient
      aria-pressed={isChosen}
      onClick={onChoose}
      className={classNames(
        "flex min-h-13 w-full items-center gap-3 rounded-md border px-3 py-1.5 text-start hover:border-primary",
        isChosen ? "border-primary bg-primary-soft" : "border-line bg-surface",
      )}
    >
      <span className="size-6 shrink-0 text-primary" title={tWho(`${row.mobility}.label`)}>
        <MobilityIcon mobility={row.mobility} />
      </span>
      <span className="min-w-0 grow">
        <span className="block font-medium">
          {row.name}
          <span className="sr-only"> {tWho(`${row.mobility}.label`)}</span>
        </span>
        <span className="block text-ink-soft text-sm leading-snug">
          {row.ward ? wardName(row.ward, locale) : t("noWard")}
        </span>
      </span>
      <span className="shrink-0 font-semibold tabular-nums">{row.bed ?? "—"}</span>
    </button>
  );
}
