import { randomBytes } from "node:crypto";
import { link, mkdir, open, readFile, unlink } from "node:fs/promises";
import path from "node:path";
import { env } from "@/server/env";

/** Where bytes lie, under their SHA-256. Shaped after an object store: whole objects under keys that never change. */
export interface FileStore {
  /** Keep the bytes; keeping the same bytes again changes nothing. */
  put(sha256: string, bytes: Buffer): Promise<void>;
  /** The bytes, or undefined when there are none under this hash. */
  get(sha256: string): Promise<Buffer | undefined>;
  /** Take the bytes away; nothing there is no error. */
  drop(sha256: string): Promise<void>;
}

const hasCode = (error: unknown, code: string) =>
  error instanceof Error && "code" in error && error.code === code;

/** Files in a folder, in 256 sub-folders; written aside, flushed and linked, so that no half file is ever seen. */
export function folderStore(root: string): FileStore {
  const place = (sha256: string) => path.join(root, sha256.slice(0, 2), sha256);
  return {
    async put(sha256, bytes) {
      const target = place(sha256);
      await mkdir(path.dirname(target), { recursive: true });
      const aside = `${target}.${randomBytes(6).toString("hex")}`;
      const file = await open(aside, "wx", 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await link(aside, target).catch((error: unknown) => {
        if (!hasCode(error, "EEXIST")) throw error;
      });
      await unlink(aside);
    },
    async drop(sha256) {
      await unlink(place(sha256)).catch((error: unknown) => {
        if (!hasCode(error, "ENOENT")) throw error;
      });
    },
    async get(sha256) {
      try {
        return await readFile(place(sha256));
      } catch (error) {
        if (hasCode(error, "ENOENT")) return undefined;
        throw error;
      }
    },
  };
}

/** The store of this installation: the folder `files` under DATA_DIR. */
export function fileStore(): FileStore {
  return folderStore(path.resolve(env().DATA_DIR, "files"));
}
