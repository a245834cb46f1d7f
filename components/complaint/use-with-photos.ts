"use client";

import { useState } from "react";
import { putPaper } from "@/components/paper/put-file";

/** Words that are sent with photos, of a booking where there is one: the photos first, one after the other. Photos that arrived are not sent twice. */
export function useWithPhotos(bookingId: string | null) {
  const [photos, setPhotos] = useState<File[]>([]);
  const [arrived] = useState(() => new Map<File, string>());
  const [isSending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  /** Settles once the words have arrived; a failure stands in `failure` and rejects. */
  const send = async <T>(words: (files: string[]) => Promise<T>): Promise<T> => {
    setSending(true);
    setFailure(null);
    try {
      for (const photo of photos)
        if (!arrived.has(photo))
          arrived.set(photo, (await putPaper(photo, "evidence", bookingId ?? undefined)).fileId);
      const sent = await words(photos.flatMap((photo) => arrived.get(photo) ?? []));
      setPhotos([]);
      return sent;
    } catch (error) {
      setFailure(error);
      throw error;
    } finally {
      setSending(false);
    }
  };
  return { photos, setPhotos, send, isSending, failure };
}
