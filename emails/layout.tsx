import {
  Body,
  Button,
  Column,
  Container,
  Head,
  Heading,
  Hr,
  Html,
  Link,
  Preview,
  Row,
  Section,
  Text,
} from "react-email";

/** One row of facts: what it is, and what it says. */
export interface Fact {
  label: string;
  value: string;
}

/** A message ready to be drawn: every text in its language, every amount written out. */
export interface MailContent {
  language: string;
  regionName: string;
  regionNumber: string;
  preview: string;
  heading: string;
  intro: string;
  /** A code to be typed, shown large. */
  code?: string;
  facts: Fact[];
  /** `id` tells two lines of one kind apart. */
  prices: (Fact & { id: string })[];
  total?: Fact;
  /** Links to choose between, such as other slots. */
  choices: { label: string; detail: string; url: string }[];
  action?: { label: string; url: string };
  notes: string[];
  callLine: string;
  footer: string;
}

const ink = "#16262e";
const soft = "#4a5d66";
const line = "#d5dee1";
const accent = "#0b6b5d";
const fonts =
  '"PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", system-ui, -apple-system, "Segoe UI", sans-serif';
const text = { color: ink, fontSize: "16px", lineHeight: "26px", margin: "0 0 16px" };
const small = { ...text, color: soft, fontSize: "14px", lineHeight: "22px", margin: "0 0 8px" };
const cell = { padding: "6px 0", verticalAlign: "top", fontSize: "15px", lineHeight: "24px" } as const;

function Facts({ rows }: { rows: Fact[] }) {
  return rows.map((row) => (
    <Row key={row.label}>
      <Column style={{ ...cell, color: soft, width: "34%", paddingRight: "12px" }}>{row.label}</Column>
      <Column style={{ ...cell, color: ink }}>{row.value}</Column>
    </Row>
  ));
}

function Prices({ rows, total }: { rows: MailContent["prices"]; total?: Fact }) {
  const amount = {
    ...cell,
    textAlign: "right",
    whiteSpace: "nowrap",
    fontVariantNumeric: "tabular-nums",
  } as const;
  const strong = { color: ink, fontWeight: 600, borderTop: `1px solid ${line}` };
  return (
    <Section style={{ margin: "8px 0 16px", borderTop: `1px solid ${line}` }}>
      {rows.map((row) => (
        <Row key={row.id}>
          <Column style={{ ...cell, color: ink }}>{row.label}</Column>
          <Column style={{ ...amount, color: ink }}>{row.value}</Column>
        </Row>
      ))}
      {total && (
        <Row>
          <Column style={{ ...cell, ...strong }}>{total.label}</Column>
          <Column style={{ ...amount, ...strong, fontSize: "18px" }}>{total.value}</Column>
        </Row>
      )}
    </Section>
  );
}

function Choices({ choices }: { choices: MailContent["choices"] }) {
  return choices.map((choice) => (
    <Text key={choice.url} style={{ ...text, margin: "0 0 12px" }}>
      <Link href={choice.url} style={{ color: accent, fontWeight: 600, textDecoration: "underline" }}>
        {choice.label}
      </Link>{" "}
      {choice.detail}
    </Text>
  ));
}

function Code({ code }: { code: string }) {
  const look = { color: ink, fontSize: "34px", lineHeight: "44px", letterSpacing: "6px", fontWeight: 700 };
  return <Text style={{ ...look, margin: "0 0 16px", fontVariantNumeric: "tabular-nums" }}>{code}</Text>;
}

const button = {
  backgroundColor: accent,
  color: "#ffffff",
  borderRadius: "8px",
  padding: "12px 20px",
  fontSize: "16px",
  fontWeight: 600,
  textDecoration: "none",
};

/** The one look of every mail: the region first, the message, one thing to do, whom to call. No pictures, nothing fetched. */
export function MailLayout({ content }: { content: MailContent }) {
  return (
    <Html lang={content.language}>
      <Head>
        <title>{content.heading}</title>
        <meta name="color-scheme" content="light" />
      </Head>
      <Preview>{content.preview}</Preview>
      <Body style={{ backgroundColor: "#f2f6f7", margin: 0, padding: "24px 0", fontFamily: fonts }}>
        <Container
          style={{
            backgroundColor: "#ffffff",
            maxWidth: "560px",
            borderTop: `4px solid ${accent}`,
            padding: "24px 28px",
          }}
        >
          <Text style={{ ...small, margin: "0 0 20px" }}>
            {content.regionName} · {content.regionNumber}
          </Text>
          <Heading as="h1" style={{ color: ink, fontSize: "22px", lineHeight: "32px", margin: "0 0 12px" }}>
            {content.heading}
          </Heading>
          <Text style={text}>{content.intro}</Text>
          {content.code && <Code code={content.code} />}
          {content.facts.length > 0 && (
            <Section style={{ margin: "0 0 16px" }}>
              <Facts rows={content.facts} />
            </Section>
          )}
          {(content.prices.length > 0 || content.total) && (
            <Prices rows={content.prices} total={content.total} />
          )}
          <Choices choices={content.choices} />
          {content.action && (
            <Section style={{ margin: "8px 0 20px" }}>
              <Button href={content.action.url} style={button}>
                {content.action.label}
              </Button>
            </Section>
          )}
          {content.notes.map((note) => (
            <Text key={note} style={small}>
              {note}
            </Text>
          ))}
          <Hr style={{ borderColor: line, margin: "20px 0 16px" }} />
          <Text style={small}>{content.callLine}</Text>
          <Text style={{ ...small, fontSize: "13px", margin: 0 }}>{content.footer}</Text>
        </Container>
      </Body>
    </Html>
  );
}
