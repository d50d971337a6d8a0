/** A line with something in it, and its number in the text, from 1. */
export interface Line {
  readonly line: number
  readonly text: string
}

export function linesOf(text: string): readonly Line[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((text, index) => ({ line: index + 1, text }))
    .filter(({ text }) => text.trim() !== '')
}
