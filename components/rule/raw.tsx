import { Card } from "@/components/ui/card";

/** Data as it is stored, readable by people who check it. */
export function Raw({ title, content }: { title: string; content: unknown }) {
  return (
    <Card title={title}>
      <pre className="whitespace-pre-wrap break-all text-sm">{JSON.stringify(content, null, 2)}</pre>
    </Card>
  );
}
