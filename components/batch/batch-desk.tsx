"use client";

import { useQuery } from "@tanstack/react-query";
import { Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import type { PatientSummary } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import type { PlaceAnswer } from "@/components/booking/answers";
import { useKept } from "@/components/booking/kept";
import type { Ward } from "@/components/desk/ward";
import { useNow } from "@/components/plan/use-now";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Tabs } from "@/components/ui/tabs";
import type { QuestionSet } from "@/server/core/triage/question-set";
import { BatchConfirm } from "./batch-confirm";
import { BatchRows } from "./batch-rows";
import { FillDown } from "./fill-down";
import { SheetPaste } from "./sheet-paste";
import { useBatch } from "./use-batch";
import { usePlace } from "./use-place";
import { WardTicks } from "./ward-ticks";

interface BatchDeskProps {
  wards: Ward[];
  patients: PatientSummary[];
  recent: PlaceAnswer[];
  /** The member's own name: it books. */
  bookerName: string;
  set: QuestionSet;
}

const noWard = { wardId: "" };

/** Many patients of a ward at once: paste or tick, fill down, place on one plan, confirm by one word. */
export function BatchDesk({ wards, patients, recent, bookerName, set }: BatchDeskProps) {
  const t = useTranslations("batch");
  const trpc = useTRPC();
  const now = useNow();
  const batch = useBatch();
  const ward = useKept("anzhuan.batch.ward", "local", noWard);
  const list = useQuery({ ...trpc.patient.list.queryOptions({}), initialData: patients });
  const [isChecked, setChecked] = useState(false);
  const placing = usePlace({ batch, wards, set });
  const isEmpty = batch.rows.length === 0;
  // What the browser kept is known only there: the server's page stands empty.
  const [isHere, setHere] = useState(false);
  useEffect(() => setHere(true), []);
  if (!isHere) return null;
  const wardId = wards.some(({ id }) => id === ward.value.wardId) ? ward.value.wardId : (wards[0]?.id ?? "");
  const source = { batch, wards, wardId, onWard: (id: string) => ward.set({ wardId: id }) };
  return (
    <div className="grid gap-5">
      <Card>
        <Tabs
          label={t("source.label")}
          tabs={[
            { value: "paste", label: t("source.paste"), content: <SheetPaste {...source} /> },
            {
              value: "tick",
              label: t("source.tick"),
              content: <WardTicks {...source} patients={list.data} />,
            },
          ]}
        />
      </Card>
      {batch.removed ? (
        <p role="status" className="flex flex-wrap items-center gap-3">
          {t("removed", { name: batch.removed.row.name })}
          <Button variant="secondary" size="sm" onClick={batch.restore}>
            <Undo2 aria-hidden="true" />
            {t("restore")}
          </Button>
        </p>
      ) : null}
      {isEmpty ? null : (
        <fieldset disabled={placing.progress !== null} className="grid min-w-0 gap-5">
          <legend className="sr-only">{t("rows.label")}</legend>
          <FillDown batch={batch} recent={recent} now={now} />
          <BatchRows
            batch={batch}
            recent={recent}
            wards={wards}
            set={set}
            now={now}
            isChecked={isChecked}
            onPlace={(ids) => void placing.place(now, ids)}
          />
        </fieldset>
      )}
      {isEmpty ? null : (
        <BatchConfirm
          batch={batch}
          placing={placing}
          set={set}
          now={now}
          bookerName={bookerName}
          onChecked={() => setChecked(true)}
        />
      )}
    </div>
  );
}
