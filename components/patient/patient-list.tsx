"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { UserPlus, UsersRound } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useFailureText } from "@/components/api/failure-text";
import type { PatientSummary } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { usePatient } from "@/components/desk/use-patient";
import { usePatientSearch } from "@/components/desk/use-patient-search";
import { type Ward, wardName } from "@/components/desk/ward";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { Toolbar } from "@/components/ui/toolbar";
import { PatientDialog } from "./patient-dialog";
import { PatientTable } from "./patient-table";

interface PatientListProps {
  wards: Ward[];
  initial: PatientSummary[];
}

/** The patients on the own wards: find, enter, change, discharge. */
export function PatientList({ wards, initial }: PatientListProps) {
  const t = useTranslations("patient");
  const tDesk = useTranslations("desk.patients");
  const locale = useLocale();
  const search = usePatientSearch(initial);
  const [editId, setEdit] = useState<string | null>(null);
  const [isAdding, setAdding] = useState(false);
  const [leaving, setLeaving] = useState<PatientSummary | null>(null);
  const add = (
    <Button onClick={() => setAdding(true)}>
      <UserPlus aria-hidden="true" />
      {t("form.add")}
    </Button>
  );
  return (
    <>
      <Toolbar label={tDesk("search")} end={add}>
        <Field label={tDesk("search")} hint={tDesk("searchHint")} className="w-full sm:w-72">
          <Input
            value={search.text}
            maxLength={60}
            autoComplete="off"
            onChange={(event) => search.setText(event.target.value)}
          />
        </Field>
        <Field label={tDesk("ward")} className="w-full self-start sm:w-60">
          <Select
            value={search.wardId}
            placeholder={tDesk("allWards")}
            options={wards.map((ward) => ({ value: ward.id, label: wardName(ward, locale) }))}
            onChange={(event) => search.setWard(event.target.value)}
          />
        </Field>
      </Toolbar>
      <PatientTable
        rows={search.rows}
        onEdit={setEdit}
        onDischarge={setLeaving}
        empty={
          search.text || search.wardId ? (
            <p className="px-4 py-8 text-center text-ink-soft">{tDesk("none")}</p>
          ) : (
            <EmptyState
              icon={<UsersRound />}
              title={t("empty.title")}
              description={t("empty.text")}
              action={add}
            />
          )
        }
      />
      {isAdding ? <PatientDialog wards={wards} patient={null} onClose={() => setAdding(false)} /> : null}
      {editId ? <Editing patientId={editId} wards={wards} onClose={() => setEdit(null)} /> : null}
      <Discharging patient={leaving} onClose={() => setLeaving(null)} />
    </>
  );
}

function Editing({ patientId, wards, onClose }: { patientId: string; wards: Ward[]; onClose: () => void }) {
  const t = useTranslations("patient.list");
  const { patient, error } = usePatient(patientId);
  if (patient) return <PatientDialog wards={wards} patient={patient} onClose={onClose} />;
  return error ? (
    <FailureNote error={error} />
  ) : (
    <p role="status" className="sr-only">
      {t("reading")}
    </p>
  );
}

function Discharging({ patient, onClose }: { patient: PatientSummary | null; onClose: () => void }) {
  const t = useTranslations("patient.discharge");
  const trpc = useTRPC();
  const client = useQueryClient();
  const words = useFailureText();
  const discharge = useMutation(
    trpc.patient.discharge.mutationOptions({
      onSuccess: () => showToast({ tone: "ok", title: t("done") }),
      onError: (error) => showToast({ tone: "danger", title: words(error) }),
      onSettled: () => {
        onClose();
        return client.invalidateQueries();
      },
    }),
  );
  return (
    <ConfirmDialog
      open={patient !== null}
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
      title={t("title", { name: `${patient?.name ?? ""} ${patient?.bed ?? ""}` })}
      description={t("text")}
      confirmLabel={t("confirm")}
      cancelLabel={t("keep")}
      busy={discharge.isPending}
      onConfirm={() => patient && discharge.mutate({ patientId: patient.id })}
    />
  );
}
