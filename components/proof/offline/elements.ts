/** An element with attributes and children; texts are never taken for markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export const style = `
:root { color-scheme: light; font: 16px/1.6 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; color: #14232b; background: #f5f7f6; }
body { margin: 0; } #page { max-width: 70rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; display: grid; gap: 1rem; }
header { display: flex; justify-content: space-between; align-items: center; gap: 1rem; } h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 0 0 .5rem; }
button { font: inherit; padding: .5rem 1rem; border: 1px solid #6b7f86; border-radius: .5rem; background: #fff; cursor: pointer; }
:focus-visible { outline: 3px solid #0b6b57; outline-offset: 2px; }
.box { background: #fff; border: 1px solid #d5dedb; border-radius: .75rem; padding: 1rem 1.25rem; min-width: 0; } .box label { display: block; font-weight: 600; margin-bottom: .5rem; }
.verdict { border-width: 0 0 0 .6rem; border-style: solid; } .verdict strong { font-size: 1.35rem; display: block; }
.green { border-color: #12804f; background: #e7f6ee; } .amber { border-color: #b07400; background: #fdf3dd; } .red { border-color: #b3261e; background: #fdeceb; }
ul { margin: 0; padding-left: 1.2rem; } .marks { list-style: none; padding: 0; } .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9rem; }
th, td { text-align: left; vertical-align: top; padding: .4rem .6rem; border-bottom: 1px solid #e3e9e7; } td code, li code { word-break: break-all; font-size: .8rem; } tr.bad td { background: #fdeceb; } p { margin: .25rem 0; }
@media print { .no-print { display: none; } }
`;
