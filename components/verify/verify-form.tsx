import { getTranslations } from "next-intl/server";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { fewest } from "@/server/core/said";

/** Asks for a marking's number or a plate; works without scripts. */
export async function VerifyForm({ mark, action }: { mark: string; action: string }) {
  const t = await getTranslations("verify");
  return (
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
      <Button type="submit" size="lg">
        {t("check")}
      </Button>
    </form>
  );
}
