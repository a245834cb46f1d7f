"use client";

import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useForm } from "react-hook-form";
import { FailureNote } from "@/components/api/failure-note";
import { ApiProvider, useTRPC } from "@/components/api/provider";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { showToast } from "@/components/ui/toast";
import { useRouter } from "@/messages/navigation";
import { routing } from "@/messages/routing";
import { type ProfileInput, profileInput } from "@/server/core/account-input";

interface ProfileFormProps {
  name: string;
  locale: ProfileInput["locale"];
}

/** A person's own name and the language of messages to them. */
export function ProfileForm(props: ProfileFormProps) {
  return (
    <ApiProvider>
      <Form {...props} />
    </ApiProvider>
  );
}

function Form({ name, locale }: ProfileFormProps) {
  const t = useTranslations("account.profile");
  const tLanguages = useTranslations("shell.languages");
  const tErrors = useTranslations("errors");
  const trpc = useTRPC();
  const router = useRouter();
  const form = useForm<ProfileInput>({
    resolver: zodResolver(profileInput),
    defaultValues: { name, locale },
  });
  const save = useMutation(
    trpc.account.updateProfile.mutationOptions({
      onSuccess: () => {
        showToast({ tone: "ok", title: t("saved") });
        router.refresh();
      },
    }),
  );
  const nameError = form.formState.errors.name?.message;
  return (
    <form onSubmit={form.handleSubmit((input) => save.mutate(input))} noValidate className="grid gap-5">
      <FailureNote error={save.error} />
      <Field
        label={t("name")}
        hint={t("nameHint")}
        error={nameError ? tErrors(nameError) : undefined}
        required
      >
        <Input {...form.register("name")} autoComplete="name" />
      </Field>
      <Field label={t("language")}>
        <Select
          {...form.register("locale")}
          options={routing.locales.map((value) => ({ value, label: tLanguages(value) }))}
        />
      </Field>
      <Button type="submit" loading={save.isPending} className="justify-self-start">
        {t("save")}
      </Button>
    </form>
  );
}
