"use client";

import { linkInText } from "@/components/ui/text-link";

interface FilesProps {
  fileIds: readonly string[];
  /** What one of them is called, from 1 on. */
  nameOf: (number: number) => string;
  /** The link that opens them, where nobody is signed in. */
  token?: string;
}

const addressOf = (fileId: string, token?: string) => ({
  href: `/api/files/${fileId}${token ? `?token=${encodeURIComponent(token)}` : ""}`,
  target: "_blank",
  rel: "noreferrer",
});

/** Files by their names, each opening in a tab of its own; nothing where there are none. */
export function FileLinks({ fileIds, nameOf, token }: FilesProps) {
  if (fileIds.length === 0) return null;
  return (
    <span className="flex flex-wrap gap-3">
      {fileIds.map((fileId, index) => (
        <a key={fileId} {...addressOf(fileId, token)} className={linkInText}>
          {nameOf(index + 1)}
        </a>
      ))}
    </span>
  );
}

/** Small pictures that open in full; nothing where there are none. */
export function PictureLinks({ fileIds, nameOf }: FilesProps) {
  if (fileIds.length === 0) return null;
  return (
    <ul className="flex flex-wrap gap-2">
      {fileIds.map((fileId, index) => (
        <li key={fileId}>
          <a {...addressOf(fileId)}>
            {/* biome-ignore lint/performance/noImgElement: behind a door that asks who looks, which no image service passes */}
            <img
              src={`/api/files/${fileId}`}
              alt={nameOf(index + 1)}
              loading="lazy"
              className="size-24 rounded-md border border-line bg-sunken object-cover"
            />
          </a>
        </li>
      ))}
    </ul>
  );
}
