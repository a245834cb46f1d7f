import { Download } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { KeyList } from "@/components/proof/key-list";
import { PageLinks } from "@/components/proof/page-links";
import { RootList } from "@/components/proof/root-list";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { PageHeader } from "@/components/ui/page-header";
import { api } from "@/server/caller";
import { rootsInput } from "@/server/core/record-input";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("proof");
  return { title: t("title") };
}

/** The daily roots of the region's record and its public keys, for anybody. */
export default async function RootsPage({ searchParams }: { searchParams: Promise<{ page?: string }> }) {
  const [t, call] = [await getTranslations("proof"), await api()];
  const asked = rootsInput.safeParse({ page: Number((await searchParams).page ?? 1) });
  const page = asked.success ? asked.data.page : 1;
  const { id, timeZone } = await call.region.current();
  const found = await call.record.roots({ page });
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <Button asChild variant="secondary">
            <a href={`/api/roots?region=${id}`} download={`roots-${id}.json`}>
              <Download aria-hidden="true" />
              {t("json")}
            </a>
          </Button>
        }
      />
      <p className="mb-5 max-w-prose text-ink-soft">{t("jsonHint")}</p>
      <div className="grid gap-5">
        <RootList roots={found.roots} timeZone={timeZone} />
        <PageLinks page={page} hasMore={found.hasMore} address="/roots" />
        <KeyList keys={found.keys} newestKeyId={found.newestKeyId} />
        <Card title={t("how")}>
          <p className="max-w-prose text-ink-soft">{t("howSteps")}</p>
          <code className="mt-2 block break-all rounded-md bg-sunken px-3 py-2 text-sm">
            npm run -s audit:verify -- record.jsonl --roots roots-{id}.json
          </code>
        </Card>
      </div>
    </>
  );
}
