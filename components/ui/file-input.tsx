"use client";

import { FileText, FileUp, ImagePlus } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { Button } from "./button";
import { useFieldControl } from "./field";

const bytesPerMegabyte = 1_048_576;
const photosAndPapers = "image/jpeg,image/png,image/heic,image/heif,image/webp,application/pdf";

export interface FileInputProps {
  value: File | null;
  onValueChange: (file: File | null) => void;
  /** Media types, separated by commas. */
  accept?: string;
  maxMegabytes?: number;
  /** Ask a phone for its camera at once. */
  capture?: "environment" | "user";
  disabled?: boolean;
}

const megabytesOf = (file: File) => file.size / bytesPerMegabyte;

/** Why a file cannot be taken; some phones do not name the type of their own photos. */
function problemOf(file: File, accept: string, maxMegabytes: number): "wrongType" | "tooLarge" | undefined {
  const kinds = accept.split(",");
  const isNamed = kinds.some((kind) => kind.startsWith(".") && file.name.toLowerCase().endsWith(kind));
  const isKnown = kinds.includes(file.type) || isNamed || (file.type === "" && /\.hei[cf]$/i.test(file.name));
  if (!isKnown) return "wrongType";
  return megabytesOf(file) > maxMegabytes ? "tooLarge" : undefined;
}

/** One photo or paper. A file that cannot be used is refused with words and leaves the rest of the form as it was. */
export function FileInput(props: FileInputProps) {
  const { value, onValueChange, accept = photosAndPapers, maxMegabytes = 12, capture, disabled } = props;
  const t = useTranslations("common");
  const isSheet = !/image|pdf/.test(accept);
  const control = useFieldControl();
  const [refusal, setRefusal] = useState<string>();
  const choose = (file: File | undefined) => {
    if (!file) return;
    const problem = problemOf(file, accept, maxMegabytes);
    const key = isSheet
      ? (`fileInput.sheet.${problem ?? "wrongType"}` as const)
      : (`fileInput.${problem ?? "wrongType"}` as const);
    setRefusal(problem && t(key, { actual: megabytesOf(file).toFixed(1), megabytes: maxMegabytes }));
    if (!problem) onValueChange(file);
  };
  return (
    <div className="grid gap-2">
      <label className="flex min-h-16 cursor-pointer items-center gap-3 rounded-lg border border-control border-dashed bg-surface px-4 py-3 hover:border-primary hover:bg-primary-soft has-focus-visible:outline-3 has-focus-visible:outline-info has-focus-visible:outline-offset-2">
        <input
          {...control}
          type="file"
          accept={accept}
          capture={capture}
          disabled={disabled}
          className="sr-only"
          onChange={(event) => {
            choose(event.target.files?.[0]);
            // The same file must be choosable again after it was removed.
            event.target.value = "";
          }}
        />
        <Chosen file={value} isSheet={isSheet} maxMegabytes={maxMegabytes} />
      </label>
      <p role="alert" className="font-medium text-danger text-sm empty:hidden">
        {refusal}
      </p>
      {value ? (
        <Button variant="quiet" size="sm" className="w-fit" onClick={() => onValueChange(null)}>
          {t("actions.remove")}
        </Button>
      ) : null}
    </div>
  );
}

function Chosen({
  file,
  isSheet,
  maxMegabytes,
}: {
  file: File | null;
  isSheet: boolean;
  maxMegabytes: number;
}) {
  const t = useTranslations("common.fileInput");
  const deed = file ? "replace" : "choose";
  const Sign = isSheet ? FileUp : ImagePlus;
  return (
    <>
      {file ? <Preview file={file} /> : <Sign aria-hidden="true" className="size-7 shrink-0 text-primary" />}
      <span className="min-w-0">
        <span className="block font-medium text-primary">
          {t(isSheet ? (`sheet.${deed}` as const) : deed)}
        </span>
        <span className="block truncate text-ink-soft text-sm">
          {file ? t("chosen", { name: file.name }) : t("limit", { megabytes: maxMegabytes })}
        </span>
      </span>
    </>
  );
}

function Preview({ file }: { file: File }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return setAddress(undefined);
    const made = URL.createObjectURL(file);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [file]);
  if (!address) return <FileText aria-hidden="true" className="size-7 shrink-0 text-primary" />;
  // biome-ignore lint/performance/noImgElement: a picture from the reader's own device, never optimised by a server
  return <img src={address} alt="" className="size-14 shrink-0 rounded-md object-cover" />;
}
