"use client";

import { useEffect } from "react";
import { setBearing } from "@/components/api/link";
import { useKept } from "@/components/booking/kept";

const noManage = { token: "", until: 0 };

/** Whether a one-time code was given for this booking in this tab, and how to remember it: changes are open for half an hour. */
export interface Manage {
  isOpen: boolean;
  open: (token: string, until: Date) => void;
}

export function useManage(bookingId: string): Manage {
  const { value, set } = useKept(`anzhuan.manage.${bookingId}`, "session", noManage);
  const isOpen = value.until > Date.now();
  const token = isOpen ? value.token : undefined;
  // Before the first call of this render's children goes out.
  if (typeof window !== "undefined") setBearing({ manageToken: token });
  useEffect(() => () => setBearing({ manageToken: undefined }), []);
  return {
    isOpen,
    open: (next, until) => {
      setBearing({ manageToken: next });
      set({ token: next, until: until.getTime() });
    },
  };
}
