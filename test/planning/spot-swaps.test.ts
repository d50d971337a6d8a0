import t from 'tap'
import type { Link } from '../../src/model/link.ts'
import type { LinkRow } from '../../src/model/requests.ts'
import { spotSwaps } from '../../src/planning/spot-swaps.ts'
import { aLink } from './people.ts'

const row = (systemUserId: string, objectGuid: string): LinkRow => ({ systemUserId, objectGuid })
const link = (source: Link['source']): Link => {
  const { objectSid: _, ...bare } = aLink({ systemUserId: 'a', objectGuid: 'ga', source })
  return bare
}
const scanned = [link('scan')]

const table: readonly (readonly [title: string, rows: LinkRow[], known: Link[], number[]])[] = [
  ['sound rows', [row('a', 'ga'), row('b', 'gb')], scanned, []],
  ['one GUID for both', [row('b', 'gb'), row('c', 'c')], [], [1]],
  ["another row's user as the account", [row('b', 'c'), row('c', 'gc')], [], [0]],
  ['a known user as the account', [row('b', 'a')], scanned, [0]],
  ['a known account as the user', [row('ga', 'gb')], scanned, [0]],
  ['both, the columns swapped', [row('ga', 'a'), row('gb', 'b')], scanned, [0]],
  ['against a map', [row('ga', 'x')], [link('map')], [0]],
  ['against a list that no scan confirmed', [row('ga', 'a')], [link('import')], []],
  [
    'against a list that a scan confirmed',
    [row('ga', 'a')],
    [{ ...link('import'), objectSid: 'S-1-5-21-1' }],
    [0]
  ]
]
for (const [title, rows, known, swapped] of table) {
  t.test(title, async t => {
    const isSwapped = spotSwaps(rows, known)
    t.same(
      [...rows.keys()].filter(index => rows.slice(index, index + 1).some(isSwapped)),
      swapped
    )
  })
}
