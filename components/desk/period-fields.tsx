import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

interface Period {
  /** Calendar days, both included. */
  from: string;
  until: string;
}

interface PeriodFieldsProps {
  period: Period;
  onChange: (next: Partial<Period>) => void;
  labels: Record<keyof Period, string>;
  /** What is wrong with the two together. */
  error: string | undefined;
}

/** The first and the last day of what is looked for. */
export function PeriodFields({ period, onChange, labels, error }: PeriodFieldsProps) {
  return (
    <>
      <Field label={labels.from} className="w-40">
        <Input type="date" value={period.from} onChange={(event) => onChange({ from: event.target.value })} />
      </Field>
      <Field label={labels.until} className="w-40" error={error}>
        <Input
          type="date"
          value={period.until}
          onChange={(event) => onChange({ until: event.target.value })}
        />
      </Field>
    </>
  );
}
