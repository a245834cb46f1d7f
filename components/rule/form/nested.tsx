"use client";

import { type ComponentType, createContext, useContext } from "react";
import type { FormField } from "@/server/core/rule-form";
import type { LeafProps } from "./leaf-fields";

/** A field within a field: what draws it, and `isBare` where its frame is drawn already. */
export type NestedProps = LeafProps & { field: FormField; isBare?: boolean };

/** Fields hold rows, rows hold fields: the editor of fields is handed down instead of imported both ways. */
export const EditorContext = createContext<ComponentType<NestedProps> | null>(null);

export function Nested(props: NestedProps) {
  const Editor = useContext(EditorContext);
  return Editor ? <Editor {...props} /> : null;
}
