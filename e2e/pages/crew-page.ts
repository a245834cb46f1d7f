import type { Page } from "@playwright/test";
import { readyAccounts, signIn } from "./people";

interface ListedTrip {
  id: string;
  status: string;
}

const holdMilliseconds = 1_000;

/** The crew's phone. */
export class CrewPage {
  constructor(readonly page: Page) {}

  private async trips(): Promise<ListedTrip[]> {
    const input = encodeURIComponent(JSON.stringify({ json: {} }));
    const answer = await this.page.request.get(`/api/trpc/trip.today?input=${input}`);
    return answer.ok() ? ((await answer.json()).result.data.json as ListedTrip[]) : [];
  }

  /** Sign in as the first crew member whose day holds a trip of such a status; answers with the trip. */
  async signInWithTrip(status: string): Promise<string> {
    for (const { email } of await readyAccounts(this.page.request, "crew")) {
      await this.page.context().clearCookies();
      await signIn(this.page, email);
      const found = (await this.trips()).find((trip) => trip.status === status);
      if (found) return found.id;
    }
    throw new Error(`no crew member has a trip ${status} today`);
  }

  async open(path = ""): Promise<void> {
    await this.page.goto(`/zh-CN/crew${path}`);
  }

  /** Press as a finger does that means it. */
  async hold(name: string): Promise<void> {
    await this.page.getByRole("button", { name, exact: true }).click({ delay: holdMilliseconds });
  }
}
