import { RelinkError } from '../../errors.ts'
import { maxLinkRows } from '../../model/requests.ts'

/** Some rows, and not too many; asked before each of them is looked at. */
export function checkCount(rows: readonly unknown[]): void {
  if (rows.length === 0) {
    throw new RelinkError('invalid-request', { detail: 'There are no rows. Send at least one.' })
  }
  if (rows.length > maxLinkRows) {
    throw new RelinkError('invalid-request', {
      detail: `There are ${rows.length} rows. Send at most ${maxLinkRows} at a time.`
    })
  }
}
