"use client";

import { LoaderCircle, Search, X } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { useFieldControl } from "./field";
import { controlLook } from "./input";
import type { SearchComboboxProps, SearchOption } from "./search-option";
import { useCombobox } from "./use-combobox";

export type { SearchOption } from "./search-option";

/** Find one thing by typing part of it: name, pinyin, initials, whatever `search` understands. */
export function SearchCombobox<Option extends SearchOption>(props: SearchComboboxProps<Option>) {
  const control = useFieldControl();
  const box = useCombobox(props);
  const isListed = box.isOpen && box.options.length > 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only listens for the focus leaving the whole
    <div className="relative" onBlur={box.onBlur}>
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute start-3.5 top-3.5 size-5 text-ink-soft"
      />
      <input
        {...control}
        role="combobox"
        aria-expanded={isListed}
        aria-controls={isListed ? box.listId : undefined}
        aria-autocomplete="list"
        aria-activedescendant={isListed && box.active >= 0 ? `${box.listId}-${box.active}` : undefined}
        autoComplete="off"
        name={props.name}
        disabled={props.disabled}
        placeholder={props.placeholder}
        value={box.text}
        onChange={(event) => box.type(event.target.value)}
        onFocus={box.open}
        onKeyDown={box.onKeyDown}
        className={classNames(controlLook, "ps-11 pe-11")}
      />
      <EndOfInput
        isBusy={box.isOpen && box.state === "searching"}
        onClear={box.text && !props.disabled ? () => box.type("") : undefined}
      />
      <Results box={box} footer={props.footer} />
    </div>
  );
}

interface ResultsProps<Option extends SearchOption> {
  box: ReturnType<typeof useCombobox<Option>>;
  footer?: ReactNode;
}

function Results<Option extends SearchOption>({ box, footer }: ResultsProps<Option>) {
  const t = useTranslations("common.combobox");
  const { isOpen, state, options } = box;
  const isNothing = state === "found" && options.length === 0;
  const isShown = isOpen && (options.length > 0 || isNothing || state === "failed" || Boolean(footer));
  return (
    <>
      <p role="status" className="sr-only">
        {isOpen && state === "searching" ? t("searching") : null}
        {isOpen && state === "found" ? t("results", { count: options.length }) : null}
      </p>
      <div
        hidden={!isShown}
        className="absolute inset-x-0 top-full z-30 mt-1.5 max-h-80 overflow-y-auto rounded-lg border border-line bg-surface p-1.5 shadow-floating"
      >
        {options.length > 0 ? (
          <div id={box.listId} role="listbox" aria-label={t("list")}>
            {options.map((option, at) => (
              <OptionRow
                key={option.id}
                id={`${box.listId}-${at}`}
                option={option}
                isActive={at === box.active}
                onPick={() => box.pick(option)}
              />
            ))}
          </div>
        ) : null}
        {isNothing ? <p className="px-3 py-2.5 text-ink-soft">{t("nothing", { query: box.query })}</p> : null}
        {state === "failed" ? <p className="px-3 py-2.5 text-danger">{t("failed")}</p> : null}
        {footer ? <div className="border-line border-t pt-1.5 first:border-0">{footer}</div> : null}
      </div>
    </>
  );
}

interface OptionRowProps {
  id: string;
  option: SearchOption;
  isActive: boolean;
  onPick: () => void;
}

function OptionRow({ id, option, isActive, onPick }: OptionRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are handled by the combobox, which keeps the focus
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      ref={(row) => {
        if (isActive) row?.scrollIntoView({ block: "nearest" });
      }}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
      className={classNames(
        "flex min-h-12 cursor-pointer items-center gap-3 rounded-md px-3 py-1.5 hover:bg-sunken [&_svg]:size-5 [&_svg]:shrink-0 [&_svg]:text-primary",
        isActive && "bg-primary-soft",
      )}
    >
      {option.icon}
      <span className="min-w-0">
        <span className="block">{option.label}</span>
        {option.description ? (
          <span className="block text-ink-soft text-sm">{option.description}</span>
        ) : null}
      </span>
    </div>
  );
}

function EndOfInput({ isBusy, onClear }: { isBusy: boolean; onClear?: () => void }) {
  const t = useTranslations("common.actions");
  if (isBusy)
    return (
      <LoaderCircle
        aria-hidden="true"
        className="absolute end-3.5 top-3.5 size-5 animate-spin text-primary"
      />
    );
  if (!onClear) return null;
  return (
    <button
      type="button"
      aria-label={t("clear")}
      onClick={onClear}
      className="absolute end-1 top-0.5 grid size-11 place-items-center rounded-md hover:bg-sunken"
    >
      <X aria-hidden="true" className="size-4.5" />
    </button>
  );
}
