import { Card } from "@/components/ui/card";

interface RawProps {
  title: string;
  content: unknown;
  /** Behind a tap, because the same stands above in words. */
  isFolded?: boolean;
}

/** Data as it is stored, readable by people who check it. */
export function Raw({ title, content, isFolded }: RawProps) {
  const data = (
    <pre className="whitespace-pre-wrap break-all text-sm">{JSON.stringify(content, null, 2)}</pre>
  );
  if (!isFolded) return <Card title={title}>{data}</Card>;
  return (
    <details>
      <summary className="mb-3 min-h-9 py-1 text-primary">{title}</summary>
      <Card>{data}</Card>
    </details>
  );
}
