export type Cell = string | number | boolean | undefined

/** Columns as wide as their widest cell; no blanks at line ends. */
export function table(headings: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [headings, ...rows].map(cells => cells.map(printable))
  const widths = headings.map((_, i) => Math.max(...lines.map(cells => (cells[i] ?? '').length)))
  return lines.map(cells => joinCells(cells, widths)).join('\n')
}

/** `name: value` lines, the values under each other; fields without a value are left out. */
export function fields(pairs: readonly (readonly [name: string, value: Cell])[]): string {
  const present = pairs.filter(([, value]) => value !== undefined)
  const width = Math.max(...present.map(([name]) => name.length)) + 1
  return present
    .map(([name, value]) => `${`${name}:`.padEnd(width)} ${printable(value)}`)
    .join('\n')
}

/** Blocks with an empty line between them; empty blocks vanish. */
export function page(...blocks: readonly string[]): string {
  return `${blocks.filter(block => block !== '').join('\n\n')}\n`
}

/** A name from outside must not move the cursor of whoever reads it. */
export function printable(cell: Cell): string {
  return String(cell ?? '').replaceAll(/\p{Cc}/gu, '?')
}

function joinCells(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, i) => cell.padEnd(widths[i] ?? 0))
    .join('  ')
    .trimEnd()
}
