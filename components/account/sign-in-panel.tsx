"use client";

import { useState } from "react";
import { ApiProvider } from "@/components/api/provider";
import { Card } from "@/components/ui/card";
import { ReadyAccounts, type ReadyAccountView } from "./ready-accounts";
import { SignInForm } from "./sign-in-form";

interface SignInPanelProps {
  nextHref: string;
  /** The ready accounts of a demonstration; null elsewhere. */
  ready: ReadyAccountView[] | null;
}

/** The form, and in a demonstration the accounts that fill it. */
export function SignInPanel({ nextHref, ready }: SignInPanelProps) {
  const [contact, setContact] = useState("");
  const [chosen, setChosen] = useState(0);
  const choose = (email: string) => {
    setContact(email);
    setChosen((count) => count + 1);
  };
  return (
    <ApiProvider>
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,30rem)_minmax(0,1fr)]">
        <Card>
          <SignInForm
            key={chosen}
            contact={contact}
            startOver={chosen > 0}
            onContactChange={setContact}
            nextHref={nextHref}
            demonstration={ready !== null}
          />
        </Card>
        {ready ? <ReadyAccounts accounts={ready} onChoose={choose} /> : null}
      </div>
    </ApiProvider>
  );
}
