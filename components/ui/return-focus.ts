import { useRef } from "react";

/**
 * Where the focus goes when a dialog that no trigger of its own opened is closed: back to what had it before. Left
 * alone, it would fall to the top of the page and a keyboard would have to walk all the way again.
 */
export function useReturnFocus(hasTrigger: boolean) {
  const opener = useRef<HTMLElement | null>(null);
  return {
    onOpenAutoFocus: () => {
      opener.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    },
    onCloseAutoFocus: (event: Event) => {
      if (hasTrigger || !opener.current?.isConnected) return;
      event.preventDefault();
      opener.current.focus({ preventScroll: true });
    },
  };
}
