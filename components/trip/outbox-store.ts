import type { Entry } from "./outbox-entry";

const databaseName = "anzhuan-crew";
const storeName = "outbox";

/** Where entries lie between reloads. */
export interface OutboxStore {
  all(): Promise<Entry[]>;
  put(entry: Entry): Promise<void>;
  remove(id: string): Promise<void>;
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function openDatabase(): Promise<IDBDatabase> {
  const request = indexedDB.open(databaseName, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: "id" });
  return answered(request);
}

/** Entries with their photos and signatures in IndexedDB: they outlive a reload and an empty battery. */
export function diskStore(): OutboxStore {
  let opening: Promise<IDBDatabase> | undefined;
  const objects = async (mode: IDBTransactionMode) => {
    opening ??= openDatabase();
    return (await opening).transaction(storeName, mode).objectStore(storeName);
  };
  return {
    all: async () => answered(await (await objects("readonly")).getAll()),
    put: async (entry) => {
      await answered(await (await objects("readwrite")).put(entry));
    },
    remove: async (id) => {
      await answered(await (await objects("readwrite")).delete(id));
    },
  };
}

/** Where the browser gives no storage (private mode): entries live as long as the page. */
export function memoryStore(): OutboxStore {
  const entries = new Map<string, Entry>();
  return {
    all: async () => [...entries.values()],
    put: async (entry) => void entries.set(entry.id, entry),
    remove: async (id) => void entries.delete(id),
  };
}
