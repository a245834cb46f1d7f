"use client";

import { useQueryClient } from "@tanstack/react-query";
import { Building2, MapPinned } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { type MapMarker, MapView } from "@/components/ui/map-view";
import { SearchCombobox, type SearchOption } from "@/components/ui/search-combobox";
import { useFieldError } from "./field-error";
import type { VehicleForm } from "./vehicle-values";

interface PlaceOption extends SearchOption {
  lat: number;
  lon: number;
}

const none: MapMarker[] = [];

function useFacilities() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const locale = useLocale();
  const { centre } = useDesk();
  return async (query: string): Promise<PlaceOption[]> => {
    const found = await client.fetchQuery(
      trpc.facility.search.queryOptions({ query, near: centre, limit: 8 }),
    );
    return found.map(({ id, nameZh, nameEn, address, lat, lon }) => ({
      id,
      label: locale === "en" ? nameEn : nameZh,
      description: address,
      icon: <Building2 />,
      lat,
      lon,
    }));
  };
}

/** Where the vehicle stands: by a facility nearby, or by a pin. Plans count the way from here. */
export function BaseFields({ form }: { form: VehicleForm }) {
  const t = useTranslations("fleet.form");
  const errorOf = useFieldError();
  const { regionId, centre } = useDesk();
  const search = useFacilities();
  const [isMapOpen, setMapOpen] = useState(false);
  const base = form.watch("base");
  const { errors, isSubmitted } = form.formState;
  const isMissing =
    isSubmitted && Boolean(errors.base?.lat ?? errors.base?.lon ?? (errors.base && !base?.lat));
  const put = (lat: number, lon: number, name?: string) => {
    form.setValue("base.lat", lat, { shouldDirty: true });
    form.setValue("base.lon", lon, { shouldDirty: true });
    if (name && !form.getValues("base.name")) form.setValue("base.name", name, { shouldDirty: true });
    form.clearErrors("base");
  };
  const picked = base?.lat
    ? t("basePicked", { lat: base.lat.toFixed(4), lon: base.lon.toFixed(4) })
    : t("baseFindHint");
  return (
    <Card title={t("base")}>
      <div className="grid items-start gap-x-5 gap-y-4 sm:grid-cols-2">
        <Field label={t("baseName")} error={errorOf(errors.base?.name)} required>
          <Input {...form.register("base.name")} />
        </Field>
        <Field label={t("baseFind")} hint={picked} error={isMissing ? t("baseMissing") : undefined}>
          <SearchCombobox<PlaceOption>
            value={null}
            search={search}
            onValueChange={(option) => option && put(option.lat, option.lon, option.label)}
          />
        </Field>
        <Button
          variant="secondary"
          className="w-fit"
          aria-expanded={isMapOpen}
          onClick={() => setMapOpen(!isMapOpen)}
        >
          <MapPinned aria-hidden="true" />
          {t("baseMap")}
        </Button>
      </div>
      {isMapOpen ? (
        <div className="mt-4">
          <MapView
            label={t("basePlace")}
            background={`/maps/${regionId}.json`}
            markers={none}
            start={{
              latitude: base?.lat ?? centre.lat,
              longitude: base?.lon ?? centre.lon,
            }}
            onPick={({ latitude, longitude }) => {
              put(latitude, longitude);
              setMapOpen(false);
            }}
          />
        </div>
      ) : null}
    </Card>
  );
}
