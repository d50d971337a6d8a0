/**
 * Lines of at most `width` characters, broken at blanks. A word that is longer stays whole on a line
 * of its own: a distinguished name is there to be copied.
 */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  for (const word of text.trim().split(' ')) {
    const line = `${lines.at(-1) ?? ''} ${word}`
    if (lines.length > 0 && line.length <= width) lines[lines.length - 1] = line
    else lines.push(word)
  }
  return lines.map(line => line.trimEnd())
}
