"use client";

import { type FocusEvent, type KeyboardEvent, useId, useState } from "react";
import type { SearchComboboxProps, SearchOption } from "./search-option";
import { useSearch } from "./use-search";

/** What is typed, what is open, and which row the arrows stand on; the keys of a combobox as ARIA describes them. */
export function useCombobox<Option extends SearchOption>(props: SearchComboboxProps<Option>) {
  const { value, onValueChange, search, minimumCharacters = 1 } = props;
  const listId = useId();
  const [typed, setTyped] = useState<string>();
  const { isOpen, setOpen, active, setActive, close } = useList();
  const query = typed ?? "";
  const isOn = isOpen && query.trim().length >= minimumCharacters;
  const { options, state } = useSearch({ search, query, isOn });

  const pick = (option: Option) => {
    onValueChange(option);
    setTyped(undefined);
    close();
  };
  const type = (text: string) => {
    setTyped(text);
    setOpen(true);
    setActive(-1);
    if (value) onValueChange(null);
  };
  const move = (step: number) => {
    setOpen(true);
    setActive((at) => nextRow(at, step, options.length));
  };
  const chosen = isOpen ? options[active] : undefined;
  const actions: Record<string, (() => void) | undefined> = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(-1),
    Enter: chosen && (() => pick(chosen)),
    Escape: isOpen ? close : undefined,
  };
  const onKeyDown = keysOf(actions);
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    if (!event.currentTarget.contains(event.relatedTarget)) close();
  };
  const text = typed ?? value?.label ?? "";
  return {
    listId,
    text,
    query,
    isOpen,
    active,
    options,
    state,
    pick,
    type,
    open: () => setOpen(true),
    onKeyDown,
    onBlur,
  };
}

/** Whether the list is open and the row the arrows stand on; -1 is none. */
function useList() {
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const close = () => {
    setOpen(false);
    setActive(-1);
  };
  return { isOpen, setOpen, active, setActive, close };
}

/** Do what a key stands for, and only then keep it from the page. */
function keysOf(actions: Record<string, (() => void) | undefined>) {
  return (event: KeyboardEvent<HTMLInputElement>) => {
    const act = actions[event.key];
    // While an input method composes, Enter and the arrows belong to it.
    if (!act || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}

/** The row after a step, round the ends; from nowhere up is the last one. */
function nextRow(at: number, step: number, count: number): number {
  if (count === 0) return -1;
  if (at < 0) return step > 0 ? 0 : count - 1;
  return (at + step + count) % count;
}
