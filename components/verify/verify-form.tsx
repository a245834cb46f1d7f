import { getTranslations } from "next-intl/server";
import { Messages } from "@/components/shell/messages";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fewest } from "@/server/core/said";
import { ScanButton } from "./scan-button";

interface VerifyFormProps {
  mark: string;
  action: string;
  /** The platform's own address, for the camera: a code that leads elsewhere is not opened. */
  origin: string;
}

/** Asks for a marking: its code through the camera, or its number or a plate typed, which works without scripts. */
export async function VerifyForm({ mark, action, origin }: VerifyFormProps) {
  const t = await getTranslations("verify");
  return (
    <div className="grid gap-4">
      <Messages namespaces={["verify"]}>
        <ScanButton origin={origin} />
      </Messages>
      <form action={action} className="grid gap-4">
        <Field label={t("label")} hint={t("hint")}>
          <Input
            name="mark"
            defaultValue={mark}
            required
            minLength={fewest.mark}
            maxLength={40}
            autoComplete="off"
          />
        </Field>
        <Button type="submit" size="lg" variant="secondary">
          {t("check")}
        </Button>
      </form>
    </div>
  );
}
