/** Reads and changes the line of the front matter that names the template. */

const FRONT = /^(---\r?\n)([\s\S]*?)(^---\s*$)/m;

/** Return the template that the front matter names, if it has one. */
export function templateOf(text: string): string | undefined {
  const front = text.startsWith("---") ? FRONT.exec(text)?.[2] : undefined;
  return front === undefined ? undefined : /^template:[ \t]*["']?([^"'\r\n#]*?)["']?[ \t]*$/m.exec(front)?.[1];
}

/** Return the text with another template. */
export function withTemplate(text: string, template: string): string {
  if (!text.startsWith("---") || !FRONT.test(text)) return `---\ntemplate: ${template}\n---\n\n${text}`;
  return text.replace(FRONT, (_, start: string, front: string, end: string) =>
    /^template:/m.test(front)
      ? start + front.replace(/^template:.*$/m, () => `template: ${template}`) + end
      : `${start}${front}template: ${template}\n${end}`,
  );
}
