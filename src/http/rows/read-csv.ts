import { parse } from 'csv-parse/sync'
import { setImmediate } from 'node:timers/promises'
import { RelinkError } from '../../errors.ts'
import { linkField, type WrittenRow } from '../../model/written-row.ts'
import { checkCount } from './check-count.ts'
import { linesOf, type Line } from './lines-of.ts'

/** Rows between two turns of the event loop: a full body takes half a second. */
const rowsPerTurn = 100

/**
 * A header line, then a row per line: no cell of these can hold a line break, so a quote left open
 * costs its own line and no other. Comma, semicolon or tab, whichever the header has. Throws
 * 'invalid-request' without header or rows, 'invalid-rows' when the header has faults.
 */
export async function readCsv(text: string): Promise<readonly WrittenRow[]> {
  const [header, ...lines] = linesOf(text)
  const delimiter = /[,;\t]/.exec(header?.text ?? '')?.[0] ?? ','
  const columns = readHeader(header, delimiter)
  checkCount(lines)
  const rows: WrittenRow[] = []
  for (const line of lines) {
    rows.push(readRow(line, columns, delimiter))
    if (rows.length % rowsPerTurn === 0) await setImmediate()
  }
  return rows
}

function readHeader(header: Line | undefined, delimiter: string): readonly string[] {
  const columns = header && readCells(header.text, delimiter)
  if (!header || !columns?.some(linkField)) {
    throw new RelinkError('invalid-request', {
      detail:
        'There is no header line. Name the columns in the first one: systemUserId,objectGuid, and domainName if you like.'
    })
  }
  const faults = headerFaults(columns)
  if (faults.length === 0) return columns
  const detail = `Line ${header.line}: ${faults.join(' ')}`
  throw new RelinkError('invalid-rows', {
    detail: `Nothing was imported. Correct the header line and send all rows again. ${detail}`,
    errors: [{ pointer: '/value', line: header.line, detail }]
  })
}

function headerFaults(columns: readonly string[]): readonly string[] {
  const fields = columns.map(linkField)
  const unknown = columns.filter((_, index) => fields[index] === undefined)
  const missing = (['systemUserId', 'objectGuid'] as const).filter(each => !fields.includes(each))
  const twice = fields.filter((field, index) => field && fields.indexOf(field) < index)
  return [
    ...unknown.slice(0, 10).map(each => `There is no column '${each.slice(0, 100)}': remove it.`),
    ...missing.map(each => `The column ${each} is missing: add it.`),
    ...new Set(twice.map(each => `The column ${each} stands here twice: keep one of them.`))
  ]
}

function readRow({ line, text }: Line, columns: readonly string[], delimiter: string): WrittenRow {
  const cells = readCells(text, delimiter)
  if (!cells) {
    return { line, unreadable: 'A quote stands inside a cell, or is never closed: correct it.' }
  }
  if (cells.length !== columns.length) {
    const unreadable = `It has ${cells.length} cells and the header ${columns.length}: make them equal.`
    return { line, unreadable }
  }
  return { line, fields: Object.fromEntries(columns.map((column, at) => [column, cells[at]])) }
}

/** Nothing where the quotes are wrong. */
function readCells(text: string, delimiter: string): readonly string[] | undefined {
  try {
    return parse(text, { delimiter, trim: true })[0]
  } catch {
    return undefined
  }
}
