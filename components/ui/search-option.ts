import type { ReactNode } from "react";

export interface SearchOption {
  id: string;
  label: string;
  description?: string;
  /** An icon element. */
  icon?: ReactNode;
}

export interface SearchComboboxProps<Option extends SearchOption> {
  value: Option | null;
  onValueChange: (option: Option | null) => void;
  /** Ask for what fits; the signal ends a question nobody waits for any more. */
  search: (query: string, signal: AbortSignal) => Promise<Option[]>;
  placeholder?: string;
  /** Ask from this many characters on; 0 shows suggestions on focus. */
  minimumCharacters?: number;
  disabled?: boolean;
  /** Stands under the results: "choose on the map", "none of these". */
  footer?: ReactNode;
  name?: string;
}
